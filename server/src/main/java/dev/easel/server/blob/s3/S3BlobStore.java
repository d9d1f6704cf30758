package dev.easel.server.blob.s3;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.blob.SpooledImage;
import dev.easel.server.blob.StoredBlob;
import dev.easel.server.blob.UploadedContent;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as objects of a bucket, which many servers share. An image is gathered in a file of the
 * spool, and stored by one request with its length: it is there whole or not at all. What is known
 * of it goes along, so that nothing else need be asked for it.
 */
public final class S3BlobStore implements BlobStore, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(S3BlobStore.class);

  /** Whoever asks for new work waits for it. */
  private static final Duration PROBE = Duration.ofSeconds(3);

  /** As many as an image has: what takes only little things takes no images. */
  private static final int PROBE_BYTES = 1 << 20;

  private final Bucket bucket;
  private final ObjectKeys keys;
  private final Shelf shelf;
  private final Path spool;
  private final Identifiers identifiers;
  private final String probe;

  private S3BlobStore(Bucket bucket, ObjectKeys keys, Path spool, Identifiers identifiers) {
    this.bucket = bucket;
    this.keys = keys;
    this.shelf = new Shelf(bucket, keys);
    this.spool = spool;
    this.identifiers = identifiers;
    this.probe = keys.probe(identifiers.blob());
  }

  /**
   * Opens the store, and proves that it can be listed, written and deleted from before anything is
   * bought.
   *
   * @param spool a folder of this server's own; what an earlier process left in it goes
   * @throws IOException if that cannot be; the message says what to do
   */
  public static S3BlobStore open(
      S3Settings settings,
      S3Limits limits,
      S3Surroundings surroundings,
      Path spool,
      Identifiers identifiers)
      throws IOException {
    Bucket bucket = new Bucket(settings, limits, surroundings);
    try {
      S3BlobStore store =
          new S3BlobStore(bucket, new ObjectKeys(settings.prefix()), spool, identifiers);
      store.clearSpool();
      store.prove();
      return store;
    } catch (IOException | RuntimeException e) {
      bucket.close();
      throw e;
    }
  }

  private void clearSpool() throws IOException {
    Files.createDirectories(spool);
    try (Stream<Path> left = Files.list(spool)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
  }

  private void prove() throws IOException {
    bucket.list(keys.expiries(), Optional.empty());
    bucket.put(probe, Payload.of("easel"), Map.of(), Effort.patient(bucket.limits().small()));
    bucket.text(probe);
    bucket.delete(probe);
  }

  @Override
  public void requireRoom(int images) throws IOException {
    bucket.health().require(this::probe);
  }

  /** Whether it can be taken away again does not matter: there is never more than one. */
  private void probe() throws IOException {
    bucket.put(probe, Payload.of("0".repeat(PROBE_BYTES)), Map.of(), Effort.patient(PROBE));
    try {
      bucket.delete(probe, PROBE);
    } catch (IOException e) {
      log.debug("the object {} stays until the next probe", probe, e);
    }
  }

  @Override
  public BlobWriter create(Caller owner, BlobPurpose purpose, Instant expireTime)
      throws IOException {
    BlobId id = identifiers.blob();
    SpooledImage image = new SpooledImage(spool.resolve(id.value()));
    return new S3BlobWriter(shelf, image, id, owner, purpose, expireTime);
  }

  @Override
  public Blob pin(BlobId id, Instant expireTime) throws IOException {
    StoredBlob stored = shelf.find(id).orElseThrow(() -> new NoSuchFileException(id.value()));
    StoredBlob pinned = stored.pinned(identifiers.blob(), expireTime);
    shelf.copy(id, pinned);
    return pinned.blob();
  }

  @Override
  public Optional<Blob> find(BlobId id) throws IOException {
    return shelf.find(id).map(StoredBlob::blob);
  }

  @Override
  public Optional<Blob> findUpload(Caller owner, String sha256, Instant until) throws IOException {
    UploadedContent content = new UploadedContent(owner, sha256);
    Optional<BlobId> id = shelf.uploads().find(content);
    // The index is a hint; what is true goes with the bytes.
    return (id.isPresent() ? findWhole(id.get()) : Optional.<Blob>empty())
        .filter(content::isIn)
        .filter(blob -> blob.expireTime().isAfter(until));
  }

  /** What is damaged is uploaded again. */
  private Optional<Blob> findWhole(BlobId id) throws IOException {
    try {
      return find(id);
    } catch (DamagedBlobException e) {
      log.warn("an upload is not found by its content: {}", e.getMessage(), e);
      return Optional.empty();
    }
  }

  @Override
  public SeekableByteChannel open(BlobId id) throws IOException {
    ObjectChannel bytes =
        bucket.open(keys.blob(id)).orElseThrow(() -> new NoSuchFileException(id.value()));
    return BlobMetadata.check(id, bytes);
  }

  @Override
  public Optional<URI> link(BlobId id, Duration validity) {
    return Optional.of(bucket.link(keys.blob(id), validity));
  }

  @Override
  public void delete(BlobId id) throws IOException {
    try {
      Optional<Blob> blob = find(id);
      if (blob.isPresent()) {
        shelf.forget(Expiry.of(blob.get()));
      }
    } catch (DamagedBlobException e) {
      log.warn("blob {} goes without its facts, which are damaged", id, e);
      bucket.delete(keys.blob(id));
    }
  }

  @Override
  public Set<BlobId> kept() throws IOException {
    Set<BlobId> kept = new HashSet<>();
    Optional<String> next = Optional.empty();
    do {
      Bucket.Page page = bucket.list(keys.blobs(), next);
      page.keys().forEach(key -> keys.blobOf(key).ifPresent(kept::add));
      next = page.next();
    } while (next.isPresent());
    return kept;
  }

  /** Looks at no more than those, and one page of what comes after them. */
  @Override
  public int deleteExpired(Instant now) throws IOException {
    int deleted = 0;
    Optional<String> next = Optional.empty();
    do {
      Bucket.Page page = bucket.list(keys.expiries(), next);
      List<Expiry> all = page.keys().stream().flatMap(key -> keys.expiryOf(key).stream()).toList();
      List<Expiry> over = all.stream().filter(expiry -> !expiry.time().isAfter(now)).toList();
      for (Expiry expiry : over) {
        shelf.forget(expiry);
        deleted++;
      }
      // They are in the order of time: where one is to stay, all behind it are.
      next = over.size() == all.size() ? page.next() : Optional.empty();
    } while (next.isPresent());
    log.debug("{} images were forgotten, since their time is over", deleted);
    return deleted;
  }

  @Override
  public void close() {
    bucket.close();
  }
}
