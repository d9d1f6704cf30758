package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.Route;
import dev.easel.spi.ImageWork;

/** What a job asks of an instance. */
final class AskedWork {
  private AskedWork() {}

  static ImageWork of(Job job, Route route) {
    return new ImageWork(
        job.request().operation(),
        job.request().prompt(),
        job.request().model(),
        route.output(),
        route.inputFidelity(),
        job.request().options().priority(),
        job.request().options().previewCount(),
        job.request().options().endUser());
  }
}
