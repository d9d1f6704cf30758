package dev.easel.server.job;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.Source;
import dev.easel.server.fetch.SourceLinks;
import dev.easel.spi.Call;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.SourceImage;
import dev.easel.spi.Sources;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The images that a job is made from, as its provider sees them. */
final class JobSources {
  private final Job job;
  private final BlobStore blobs;
  private final SourceLinks links;
  private final Scraps scraps;

  private JobSources(Job job, BlobStore blobs, SourceLinks links, Scraps scraps) {
    this.job = job;
    this.blobs = blobs;
    this.links = links;
    this.scraps = scraps;
  }

  /**
   * Nothing is read or fetched yet.
   *
   * @param scraps where copies of what was fetched are noted
   */
  static Sources of(Job job, BlobStore blobs, SourceLinks links, Scraps scraps) {
    return new JobSources(job, blobs, links, scraps).sources(job.request().input());
  }

  private Sources sources(EditInput input) {
    List<JobSource> images = new ArrayList<>();
    for (int i = 0; i < input.images().size(); i++) {
      images.add(image(input.images().get(i), "images[" + i + "]"));
    }
    return new Sources(
        List.copyOf(images),
        input.mask().map(mask -> new MaskImage(image(mask, "mask"), images.getFirst())));
  }

  private JobSource image(Source source, String field) {
    return switch (source) {
      case Source.Stored stored -> new StoredImage(stored.blob(), field);
      case Source.Linked linked -> new LinkedImage(linked.url(), field);
      case Source.Carried ignored ->
          throw new IllegalStateException("a job's sources are stored: " + field);
    };
  }

  private StoredBytes stored(BlobId id, String field) throws ProviderException {
    try {
      Optional<Blob> blob = blobs.find(id);
      if (blob.isPresent()) {
        return new StoredBytes(blob.get(), blobs);
      }
    } catch (DamagedBlobException e) {
      throw unreadable(field, "blob " + id + " is damaged", false, e);
    } catch (IOException e) {
      throw unreadable(field, "blob " + id + " cannot be read now", true, e);
    }
    throw unreadable(field, "blob " + id + " is gone", false, null);
  }

  private static ProviderException unreadable(
      String field, String message, boolean retryable, @Nullable IOException cause) {
    return new ProviderException(
        ProviderFailure.of(Fate.NOT_SENT, Fault.SOURCE_UNREACHABLE, field + ": " + message)
            .withRetryable(retryable)
            .withFields(List.of(field)),
        cause);
  }

  /** A source whose bytes are in the blob store once they are loaded. */
  interface JobSource extends SourceImage {
    @Override
    StoredBytes load(Call call) throws ProviderException, InterruptedException;
  }

  private final class StoredImage implements JobSource {
    private final BlobId id;
    private final String field;

    StoredImage(BlobId id, String field) {
      this.id = id;
      this.field = field;
    }

    @Override
    public Optional<URI> publicUrl() {
      return Optional.empty();
    }

    @Override
    public StoredBytes load(Call call) throws ProviderException {
      return stored(id, field);
    }
  }

  private final class LinkedImage implements JobSource {
    private final URI url;
    private final String field;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Blob copy;

    LinkedImage(URI url, String field) {
      this.url = url;
      this.field = field;
    }

    @Override
    public Optional<URI> publicUrl() {
      // A seller that fetched it again might be shown another image than the one that was priced.
      return PricedSizes.matter(job.request()) ? Optional.empty() : Optional.of(url);
    }

    @Override
    public StoredBytes load(Call call) throws ProviderException, InterruptedException {
      lock.lockInterruptibly();
      try {
        Blob known = copy;
        if (known == null) {
          known = links.copy(url, field, job.caller(), job.expireTime(), call);
          scraps.add(known.id());
          copy = known;
        }
        return stored(known.id(), field);
      } finally {
        lock.unlock();
      }
    }
  }
}
