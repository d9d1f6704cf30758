package dev.easel.server.cli;

import dev.easel.server.cli.terminal.Terminal;
import dev.easel.server.cli.view.Columns;
import dev.easel.server.cli.view.Json;
import dev.easel.server.cli.view.Prices;
import dev.easel.server.cli.view.Sizes;
import dev.easel.v1.Failure;
import dev.easel.v1.Image;
import dev.easel.v1.ImageResult;
import dev.easel.v1.Job;
import java.util.ArrayList;
import java.util.List;

/** Tells how a job ended: results on standard output, failures as the command's own. */
final class JobReport {
  private final Terminal terminal;

  JobReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints one JSON object. */
  void json(Job job, List<SavedImage> saved) {
    terminal.out().println(Json.of(job, saved.stream().map(SavedImage::file).toList()));
  }

  /** Prints a line for each image and one for the job. */
  void text(Job job, List<SavedImage> saved) {
    saved.forEach(each -> terminal.out().println(line(each)));
    terminal.out().println(Columns.clean(line(job)));
  }

  private static String line(SavedImage saved) {
    Image image = saved.image();
    return "%s  %dx%d %s, %s"
        .formatted(
            saved.file(),
            image.getWidth(),
            image.getHeight(),
            Columns.clean(image.getMediaType()),
            Sizes.bytes(image.getSizeBytes()));
  }

  private static String line(Job job) {
    String reused = job.getReusedJobId().isEmpty() ? "" : ", result of " + job.getReusedJobId();
    return "%s by %s, cost %s, job %s%s"
        .formatted(
            job.getModel(), job.getProvider(), Prices.of(job.getCost()), job.getId(), reused);
  }

  /** Fails if the job did not make every image asked for. */
  static void requireAll(Job job) throws CommandFailed {
    List<String> lines = new ArrayList<>();
    if (job.getState() != Job.State.STATE_SUCCEEDED) {
      lines.add(line(job.getFailure()));
    }
    for (ImageResult result : job.getResultsList()) {
      if (result.hasFailure()) {
        lines.add("image " + (result.getIndex() + 1) + ": " + line(result.getFailure()));
      }
    }
    if (!lines.isEmpty()) {
      lines.add("  job: " + job.getId());
      throw new CommandFailed(code(job.getFailure()), lines);
    }
  }

  private static ExitCode code(Failure failure) {
    boolean unknown = failure.getReason().equals("PROVIDER_OUTCOME_UNKNOWN");
    return unknown ? ExitCode.OUTCOME_UNKNOWN : ExitCode.JOB_FAILED;
  }

  private static String line(Failure failure) {
    String charge =
        switch (failure.getCharge()) {
          case CHARGE_NONE -> "nothing was charged";
          case CHARGE_MADE -> "it was charged";
          case CHARGE_UNSPECIFIED, UNRECOGNIZED -> "it may have been charged";
        };
    String again = failure.getRetryable() ? "; the same request may succeed later" : "";
    String fields =
        failure.getFieldsCount() == 0
            ? ""
            : " [" + String.join(", ", failure.getFieldsList()) + "]";
    return failure.getReason() + ": " + failure.getMessage() + fields + " (" + charge + again + ")";
  }
}
