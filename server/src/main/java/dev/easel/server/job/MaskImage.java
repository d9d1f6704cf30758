package dev.easel.server.job;

import dev.easel.spi.Call;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A mask whose bytes are held to the rules of a mask before a seller gets them. */
final class MaskImage implements JobSources.JobSource {
  private final JobSources.JobSource mask;
  private final JobSources.JobSource first;

  /**
   * A mask.
   *
   * @param first the image that it is a mask of
   */
  MaskImage(JobSources.JobSource mask, JobSources.JobSource first) {
    this.mask = mask;
    this.first = first;
  }

  @Override
  public Optional<URI> publicUrl() {
    return mask.publicUrl();
  }

  @Override
  public StoredBytes load(Call call) throws ProviderException, InterruptedException {
    StoredBytes bytes = mask.load(call);
    if (bytes.format() != ImageFormat.PNG || !hasAlpha(bytes)) {
      throw unfit("is not a PNG with an alpha channel");
    }
    StoredBytes image = first.load(call);
    if (!bytes.size().equals(image.size())) {
      throw unfit("is %s, and the first image is %s".formatted(bytes.size(), image.size()));
    }
    return bytes;
  }

  private static boolean hasAlpha(StoredBytes bytes) throws ProviderException {
    try {
      return bytes.alpha();
    } catch (IOException e) {
      throw unfit("cannot be read");
    }
  }

  private static ProviderException unfit(String problem) {
    return new ProviderException(
        ProviderFailure.of(Fate.NOT_SENT, Fault.SOURCE_INVALID, "mask: " + problem)
            .withFields(List.of("mask")));
  }
}
