package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.spi.Fate;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Sources;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a job asks for as it stands now, of whom and within which time. */
final class Commission {
  private final Workshop shop;
  private final Supplier<Job> job;
  private final Scraps scraps;
  private @Nullable Sources sources;

  Commission(Workshop shop, Supplier<Job> job) {
    this.shop = shop;
    this.job = job;
    this.scraps = new Scraps(shop.blobs());
  }

  /** Who has the work; one that was taken out of the configuration may come back. */
  ImageProvider provider() throws ProviderException {
    String instance = job.get().currentRoute().provider();
    try {
      return shop.providers().named(instance);
    } catch (IllegalArgumentException e) {
      Fate fate = job.get().openAttempt().isPresent() ? Fate.OUTCOME_UNKNOWN : Fate.NOT_SENT;
      throw WorkFailures.notConfigured(instance, fate, e);
    }
  }

  ImageWork work() {
    return AskedWork.of(job.get(), job.get().currentRoute());
  }

  /** Made once, so that what was fetched for one attempt serves the next. For one thread. */
  Sources sources() {
    Sources known = sources;
    if (known == null) {
      known = JobSources.of(job.get(), shop.blobs(), shop.links(), scraps);
      sources = known;
    }
    return known;
  }

  Duration executionTimeout() {
    return job.get()
        .request()
        .options()
        .executionTimeout()
        .orElse(shop.settings().executionTimeout());
  }

  /** Images that were stored for the run alone. */
  Scraps scraps() {
    return scraps;
  }
}
