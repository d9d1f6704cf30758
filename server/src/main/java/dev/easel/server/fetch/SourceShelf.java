package dev.easel.server.fetch;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Source;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the images that a request carries or names for as long as its job. Safe for threads. */
public final class SourceShelf {
  private static final Logger log = LoggerFactory.getLogger(SourceShelf.class);

  private final BlobStore blobs;

  /** Keeps them in this store. */
  @Inject
  public SourceShelf(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * What an edit starts from, with every carried image stored, and every one that the caller has
   * stored pinned.
   *
   * @throws Rejection if a blob is gone; nothing is left behind
   * @throws IOException if nothing can be stored now; nothing is left behind
   */
  public EditInput keep(Caller owner, EditInput input, Instant expireTime) throws IOException {
    List<BlobId> kept = new ArrayList<>();
    try {
      List<Source> images = new ArrayList<>();
      for (Source image : input.images()) {
        images.add(keep(owner, image, expireTime, kept));
      }
      Optional<Source> mask =
          input.mask().isEmpty()
              ? Optional.empty()
              : Optional.of(keep(owner, input.mask().get(), expireTime, kept));
      return new EditInput(images, mask, input.inputFidelity());
    } catch (IOException | RuntimeException e) {
      kept.forEach(this::delete);
      throw e;
    }
  }

  /** Forgets what {@link #keep} has stored for a request that became no job. */
  public void discard(EditInput carried, EditInput kept) {
    List<Source> before = carried.all().toList();
    List<Source> after = kept.all().toList();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i)) && after.get(i) instanceof Source.Stored stored) {
        delete(stored.blob());
      }
    }
  }

  private Source keep(Caller owner, Source source, Instant expireTime, List<BlobId> kept)
      throws IOException {
    return switch (source) {
      case Source.Carried carried -> {
        Blob blob = store(owner, carried, expireTime);
        kept.add(blob.id());
        yield new Source.Stored(blob.id(), blob.sha256(), blob.size());
      }
      case Source.Stored stored -> {
        Blob blob = pin(stored, expireTime);
        kept.add(blob.id());
        yield new Source.Stored(blob.id(), stored.named(), blob.sha256(), blob.size());
      }
      case Source.Linked linked -> linked;
    };
  }

  private Blob store(Caller owner, Source.Carried carried, Instant expireTime) throws IOException {
    try (BlobWriter writer = blobs.create(owner, BlobPurpose.SOURCE, expireTime)) {
      ByteBuffer bytes = carried.bytes().bytes();
      while (bytes.hasRemaining()) {
        writer.write(bytes);
      }
      return writer.commit();
    }
  }

  /** The caller may delete the blob, or its time may be over, before the work begins. */
  private Blob pin(Source.Stored stored, Instant expireTime) throws IOException {
    try {
      return blobs.pin(stored.blob(), expireTime);
    } catch (NoSuchFileException e) {
      throw Rejection.of(
          Reason.BLOB_NOT_FOUND,
          "blob " + stored.named() + " was just deleted",
          Map.of("blob_id", stored.named().value()));
    }
  }

  private void delete(BlobId id) {
    try {
      blobs.delete(id);
    } catch (IOException e) {
      log.warn("source {} stays until its time is over", id, e);
    }
  }
}
