package dev.easel.server.cli.view;

import com.google.protobuf.Timestamp;
import dev.easel.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Jobs as a table. */
public final class JobsTable {
  private static final int PROMPT = 40;

  private JobsTable() {}

  /** The lines, with ages as of a time. */
  public static List<String> lines(List<Job> jobs, Instant now) {
    Table table =
        new Table("JOB", "STATE", "AGE", "TOOK", "MODEL", "PROVIDER", "COST", "IMAGES", "PROMPT");
    for (Job job : jobs) {
      Instant created = instant(job.getCreateTime());
      table.row(
          job.getId(),
          state(job),
          span(Duration.between(created, now)),
          job.hasEndTime() ? span(Duration.between(created, instant(job.getEndTime()))) : "",
          job.getModel(),
          job.getProvider(),
          job.hasCost() ? Prices.range(job.getCost()) : "",
          Long.toString(images(job)),
          Columns.cut(Columns.clean(job.getPrompt()), PROMPT, "..."));
    }
    return table.lines();
  }

  private static String state(Job job) {
    String reason = job.getFailure().getReason();
    return reason.isEmpty() ? Words.of(job.getState()) : Words.of(job.getState()) + " " + reason;
  }

  private static long images(Job job) {
    return job.getResultsList().stream().filter(result -> result.hasImage()).count();
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static String span(Duration span) {
    if (span.toMinutes() < 1) {
      return Math.max(0, span.toSeconds()) + "s";
    }
    if (span.toHours() < 1) {
      return span.toMinutes() + "m" + span.toSecondsPart() + "s";
    }
    return span.toDays() < 1
        ? span.toHours() + "h" + span.toMinutesPart() + "m"
        : span.toDays() + "d" + span.toHoursPart() + "h";
  }
}
