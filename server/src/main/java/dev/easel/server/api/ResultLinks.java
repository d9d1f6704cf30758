package dev.easel.server.api;

import com.google.protobuf.Timestamp;
import dev.easel.server.blob.Link;
import dev.easel.server.blob.Links;
import dev.easel.server.domain.BlobId;
import dev.easel.v1.Image;
import dev.easel.v1.ImageResult;
import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds links to the results of a job that was asked to carry them, anew in every answer. */
final class ResultLinks {
  private static final Logger log = LoggerFactory.getLogger(ResultLinks.class);

  private final Links links;

  @Inject
  ResultLinks(Links links) {
    this.links = links;
  }

  /** The job with links. */
  Job fill(Job job) {
    Job.Builder filled = job.toBuilder();
    filled.getResultsBuilderList().forEach(this::fill);
    return filled.build();
  }

  /** The event, with links where it tells of results. */
  JobEvent fill(JobEvent event) {
    JobEvent.Builder filled = event.toBuilder();
    if (event.hasSnapshot()) {
      filled.getSnapshotBuilder().setJob(fill(event.getSnapshot().getJob()));
    }
    if (event.getStateChange().hasJob()) {
      filled.getStateChangeBuilder().setJob(fill(event.getStateChange().getJob()));
    }
    if (event.hasResult()) {
      fill(filled.getResultBuilder());
    }
    return filled.build();
  }

  private void fill(ImageResult.Builder result) {
    if (result.hasImage()) {
      Image.Builder image = result.getImageBuilder();
      link(image)
          .ifPresent(link ->
              image
                  .setUrl(link.url().toString())
                  .setUrlExpireTime(Scalars.wire(link.expireTime())));
    }
  }

  /** The answer counts more than its link. */
  private Optional<Link> link(Image.Builder image) {
    Timestamp forgotten = image.getExpireTime();
    try {
      return links.to(
          new BlobId(image.getBlobId()),
          Instant.ofEpochSecond(forgotten.getSeconds(), forgotten.getNanos()));
    } catch (IOException e) {
      log.warn("there is no link to blob {} now", image.getBlobId(), e);
      return Optional.empty();
    }
  }
}
