package dev.easel.server.job;

import dev.easel.server.domain.JobRequest;
import dev.easel.spi.Call;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Size;
import dev.easel.spi.SourceImage;
import dev.easel.spi.Sources;
import java.util.ArrayList;
import java.util.List;

/** The sizes of a job's images, where its price has a ceiling that hangs on them. */
final class PricedSizes {
  private PricedSizes() {}

  /** Whether the images must be seen here before they are sent to be charged for. */
  static boolean matter(JobRequest request) {
    return request.options().maxCost().isPresent();
  }

  /** Empty where they do not matter. What is not here yet is fetched. */
  static List<Size> of(JobRequest request, Sources sources, Call call)
      throws ProviderException, InterruptedException {
    List<Size> sizes = new ArrayList<>();
    if (matter(request)) {
      for (SourceImage image : sources.images()) {
        sizes.add(image.load(call).size());
      }
    }
    return sizes;
  }
}
