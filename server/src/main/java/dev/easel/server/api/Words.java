package dev.easel.server.api;

import dev.easel.server.domain.JobState;
import dev.easel.spi.Background;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Moderation;
import dev.easel.spi.Operation;
import dev.easel.spi.Priority;
import dev.easel.spi.Quality;
import dev.easel.v1.Job;
import java.util.Optional;

/** The contract's enums and ours. An unspecified value is empty. */
final class Words {
  private Words() {}

  static Optional<Quality> read(dev.easel.v1.Quality wire) {
    return switch (wire) {
      case QUALITY_AUTO -> Optional.of(Quality.AUTO);
      case QUALITY_LOW -> Optional.of(Quality.LOW);
      case QUALITY_MEDIUM -> Optional.of(Quality.MEDIUM);
      case QUALITY_HIGH -> Optional.of(Quality.HIGH);
      case QUALITY_XHIGH -> Optional.of(Quality.XHIGH);
      case QUALITY_MAX -> Optional.of(Quality.MAX);
      case QUALITY_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  static dev.easel.v1.Quality wire(Quality quality) {
    return switch (quality) {
      case AUTO -> dev.easel.v1.Quality.QUALITY_AUTO;
      case LOW -> dev.easel.v1.Quality.QUALITY_LOW;
      case MEDIUM -> dev.easel.v1.Quality.QUALITY_MEDIUM;
      case HIGH -> dev.easel.v1.Quality.QUALITY_HIGH;
      case XHIGH -> dev.easel.v1.Quality.QUALITY_XHIGH;
      case MAX -> dev.easel.v1.Quality.QUALITY_MAX;
    };
  }

  static Optional<Background> read(dev.easel.v1.Background wire) {
    return switch (wire) {
      case BACKGROUND_AUTO -> Optional.of(Background.AUTO);
      case BACKGROUND_TRANSPARENT -> Optional.of(Background.TRANSPARENT);
      case BACKGROUND_OPAQUE -> Optional.of(Background.OPAQUE);
      case BACKGROUND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  static dev.easel.v1.Background wire(Background background) {
    return switch (background) {
      case AUTO -> dev.easel.v1.Background.BACKGROUND_AUTO;
      case TRANSPARENT -> dev.easel.v1.Background.BACKGROUND_TRANSPARENT;
      case OPAQUE -> dev.easel.v1.Background.BACKGROUND_OPAQUE;
    };
  }

  static Optional<ImageFormat> read(dev.easel.v1.ImageFormat wire) {
    return switch (wire) {
      case IMAGE_FORMAT_PNG -> Optional.of(ImageFormat.PNG);
      case IMAGE_FORMAT_JPEG -> Optional.of(ImageFormat.JPEG);
      case IMAGE_FORMAT_WEBP -> Optional.of(ImageFormat.WEBP);
      case IMAGE_FORMAT_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  static dev.easel.v1.ImageFormat wire(ImageFormat format) {
    return switch (format) {
      case PNG -> dev.easel.v1.ImageFormat.IMAGE_FORMAT_PNG;
      case JPEG -> dev.easel.v1.ImageFormat.IMAGE_FORMAT_JPEG;
      case WEBP -> dev.easel.v1.ImageFormat.IMAGE_FORMAT_WEBP;
    };
  }

  static Optional<Moderation> read(dev.easel.v1.Moderation wire) {
    return switch (wire) {
      case MODERATION_AUTO -> Optional.of(Moderation.AUTO);
      case MODERATION_LOW -> Optional.of(Moderation.LOW);
      case MODERATION_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  static dev.easel.v1.Moderation wire(Moderation moderation) {
    return switch (moderation) {
      case AUTO -> dev.easel.v1.Moderation.MODERATION_AUTO;
      case LOW -> dev.easel.v1.Moderation.MODERATION_LOW;
    };
  }

  static Optional<InputFidelity> read(dev.easel.v1.InputFidelity fidelity) {
    return switch (fidelity) {
      case INPUT_FIDELITY_LOW -> Optional.of(InputFidelity.LOW);
      case INPUT_FIDELITY_HIGH -> Optional.of(InputFidelity.HIGH);
      case INPUT_FIDELITY_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  static dev.easel.v1.InputFidelity wire(InputFidelity fidelity) {
    return switch (fidelity) {
      case LOW -> dev.easel.v1.InputFidelity.INPUT_FIDELITY_LOW;
      case HIGH -> dev.easel.v1.InputFidelity.INPUT_FIDELITY_HIGH;
    };
  }

  static Priority read(dev.easel.v1.Priority wire) {
    return switch (wire) {
      case PRIORITY_LOW -> Priority.LOW;
      case PRIORITY_NORMAL, PRIORITY_UNSPECIFIED, UNRECOGNIZED -> Priority.NORMAL;
    };
  }

  static Job.Kind wire(Operation operation) {
    return switch (operation) {
      case GENERATE -> Job.Kind.KIND_GENERATE;
      case EDIT -> Job.Kind.KIND_EDIT;
    };
  }

  static Optional<JobState> read(Job.State wire) {
    return switch (wire) {
      case STATE_QUEUED -> Optional.of(JobState.QUEUED);
      case STATE_RUNNING -> Optional.of(JobState.RUNNING);
      case STATE_CANCELLING -> Optional.of(JobState.CANCELLING);
      case STATE_SUCCEEDED -> Optional.of(JobState.SUCCEEDED);
      case STATE_FAILED -> Optional.of(JobState.FAILED);
      case STATE_CANCELLED -> Optional.of(JobState.CANCELLED);
      case STATE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  static Job.State wire(JobState state) {
    return switch (state) {
      case QUEUED -> Job.State.STATE_QUEUED;
      case RUNNING -> Job.State.STATE_RUNNING;
      case CANCELLING -> Job.State.STATE_CANCELLING;
      case SUCCEEDED -> Job.State.STATE_SUCCEEDED;
      case FAILED -> Job.State.STATE_FAILED;
      case CANCELLED -> Job.State.STATE_CANCELLED;
    };
  }
}
