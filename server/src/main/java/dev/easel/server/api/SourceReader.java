package dev.easel.server.api;

import com.google.protobuf.ByteString;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BufferChannel;
import dev.easel.server.blob.ImageHeader;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.InlineImage;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Source;
import dev.easel.server.fetch.SourceLinks;
import dev.easel.server.fetch.SourceUrlException;
import dev.easel.server.job.Clockwork;
import dev.easel.spi.NotAnImageException;
import dev.easel.v1.ImageSource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Reads an image given by the caller, noting what is wrong with it. Fetches nothing. */
final class SourceReader {
  private static final int LARGEST_CARRIED = 1 << 20;

  private final BlobStore blobs;
  private final Clockwork clockwork;
  private final SourceLinks links;

  @Inject
  SourceReader(BlobStore blobs, Clockwork clockwork, SourceLinks links) {
    this.blobs = blobs;
    this.clockwork = clockwork;
    this.links = links;
  }

  /**
   * The source, or nothing where a rule is broken.
   *
   * @param remembered what an earlier request of the same name started from: its blobs may be gone
   *     by now, and the request is the same all the same
   */
  Optional<ReadSource> read(
      FieldRules rules, String field, ImageSource wire, Caller caller, EditInput remembered) {
    return switch (wire.getSourceCase()) {
      case INLINE_BYTES ->
          carried(
              rules,
              field + ".inline_bytes",
              wire.getInlineBytes().asReadOnlyByteBuffer(),
              wire.getInlineBytes());
      case URL -> url(rules, field + ".url", wire.getUrl());
      case BLOB_ID -> stored(rules, field + ".blob_id", wire.getBlobId(), caller, remembered);
      case SOURCE_NOT_SET -> {
        rules.broken(field, "has neither inline_bytes nor url nor blob_id");
        yield Optional.empty();
      }
    };
  }

  private Optional<ReadSource> url(FieldRules rules, String field, String url) {
    if (DataUrl.matches(url)) {
      try {
        ByteString bytes = ByteString.copyFrom(DataUrl.decode(url, LARGEST_CARRIED));
        return carried(rules, field, bytes.asReadOnlyByteBuffer(), bytes);
      } catch (IllegalArgumentException e) {
        rules.broken(field, String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }
    try {
      Source source = new Source.Linked(links.read(url));
      return Optional.of(new ReadSource(source, Optional.empty(), 0));
    } catch (SourceUrlException e) {
      rules.broken(field, e.reason(), e.explanation());
      return Optional.empty();
    }
  }

  private static Optional<ReadSource> carried(
      FieldRules rules, String field, ByteBuffer bytes, ByteString content) {
    int length = bytes.remaining();
    if (length > LARGEST_CARRIED) {
      rules.broken(
          field,
          "has " + length + " bytes, at most " + LARGEST_CARRIED + " are taken: upload a blob");
      return Optional.empty();
    }
    try {
      ImageHeader header = ImageHeader.read(new BufferChannel(bytes), BlobPurpose.SOURCE);
      Source source = new Source.Carried(new InlineImage(bytes), sha256(content), header.size());
      return Optional.of(new ReadSource(source, Optional.of(header), length));
    } catch (NotAnImageException e) {
      rules.broken(field, Reason.SOURCE_IMAGE_INVALID, String.valueOf(e.getMessage()));
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private Optional<ReadSource> stored(
      FieldRules rules, String field, String id, Caller caller, EditInput remembered) {
    Optional<ReadSource> known =
        remembered
            .all()
            .filter(source ->
                source instanceof Source.Stored stored && stored.named().value().equals(id))
            .findFirst()
            .map(source -> new ReadSource(source, Optional.empty(), 0));
    return known.or(() -> present(rules, field, id, caller));
  }

  private Optional<ReadSource> present(FieldRules rules, String field, String id, Caller caller) {
    try {
      Optional<Blob> blob =
          (BlobId.isValid(id) ? blobs.find(new BlobId(id)) : Optional.<Blob>empty())
              .filter(found -> found.owner().equals(caller))
              .filter(SourceReader::isNameable)
              .filter(found -> found.expireTime().isAfter(clockwork.now()));
      if (blob.isEmpty()) {
        rules.broken(field, Reason.BLOB_NOT_FOUND, "no such blob; it may have expired");
        return Optional.empty();
      }
      return read(rules, field, blob.get());
    } catch (NoSuchFileException e) {
      rules.broken(field, Reason.BLOB_NOT_FOUND, "no such blob; it was just deleted");
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What goes with a job's work is nobody's to build on. */
  private static boolean isNameable(Blob blob) {
    return switch (blob.purpose()) {
      case UPLOAD, RESULT -> true;
      case SOURCE, PREVIEW -> false;
    };
  }

  /** A result may be larger than what a source may be, so a blob is looked at again. */
  private Optional<ReadSource> read(FieldRules rules, String field, Blob blob) throws IOException {
    try (SeekableByteChannel channel = blobs.open(blob.id())) {
      ImageHeader header = ImageHeader.read(channel, BlobPurpose.SOURCE);
      Source source = new Source.Stored(blob.id(), blob.sha256(), header.size());
      return Optional.of(new ReadSource(source, Optional.of(header), 0));
    } catch (NotAnImageException e) {
      rules.broken(field, Reason.SOURCE_IMAGE_INVALID, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static String sha256(ByteString bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      bytes.asReadOnlyByteBufferList().forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
