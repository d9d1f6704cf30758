package dev.easel.server.api;

import dev.easel.server.domain.Delivery;
import dev.easel.server.domain.Job;
import jakarta.inject.Inject;
import java.util.Optional;

/** Jobs for their callers, with what was asked to travel with the results. */
final class Deliveries {
  private final InlineBytes inline;
  private final ResultLinks links;

  @Inject
  Deliveries(InlineBytes inline, ResultLinks links) {
    this.inline = inline;
    this.links = links;
  }

  /** The job as its own options have it. */
  dev.easel.v1.Job wire(Job job) {
    return wire(job, job.request().options().delivery());
  }

  /** The job as a request for it, maybe a later one, has it. */
  dev.easel.v1.Job wire(Job job, Delivery delivery) {
    dev.easel.v1.Job wire = JobWriter.wire(job);
    return switch (delivery) {
      case BLOB -> wire;
      case INLINE -> inline.fill(wire);
      case URL -> links.fill(wire);
    };
  }

  /** What adds links to a job's events; its history carries no other extras. */
  Optional<ResultLinks> linksOf(Job job) {
    return switch (job.request().options().delivery()) {
      case URL -> Optional.of(links);
      case BLOB, INLINE -> Optional.empty();
    };
  }
}
