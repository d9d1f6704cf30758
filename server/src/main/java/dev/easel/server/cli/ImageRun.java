package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.terminal.Progress;
import dev.easel.spi.Secret;
import dev.easel.v1.Job;
import io.grpc.StatusException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Carries one paid request through: sent, started, followed, saved, told. */
final class ImageRun {
  private final Surroundings surroundings;
  private final RunOptions options;

  ImageRun(Surroundings surroundings, RunOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  /** Runs a request to its end. */
  int carryOut(JobRequest request) throws Exception {
    Optional<Secret> key = options.callerKey();
    try (Connection connection = options.connect();
        Stop.Interruptible _ = surroundings.stop().interruptMe()) {
      requirePrivacy(connection, key);
      Job job = run(connection, request, key);
      List<SavedImage> saved = save(connection, job);
      report(job, saved);
      return ExitCode.OK.number();
    }
  }

  /** A server refuses such a key too, but by then it has been seen on the way. */
  private static void requirePrivacy(Connection connection, Optional<Secret> key)
      throws CommandFailed {
    if (key.isPresent() && !connection.isPrivate()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "a key is not sent in plaintext to another machine; leave out --plaintext");
    }
  }

  private Job run(Connection connection, JobRequest request, Optional<Secret> key)
      throws StatusException, IOException, InterruptedException, CommandFailed {
    JobRunner runner = new JobRunner(connection, surroundings.time());
    try (Progress progress = Progress.on(surroundings.terminal(), surroundings.time())) {
      JobStart start = request.prepare(connection, progress);
      return follow(runner, start(runner, start, key).getId(), progress);
    }
  }

  private Job start(JobRunner runner, JobStart start, Optional<Secret> key)
      throws StatusException, InterruptedException, CommandFailed {
    try {
      return runner.start(start, key);
    } catch (StatusException | InterruptedException e) {
      if (surroundings.stop().asked()) {
        throw interruptedBeforeAnswer();
      }
      if (!(e instanceof StatusException refused) || mayHaveStarted(refused)) {
        hint("ask again without paying twice: " + sameCommand());
      }
      throw e;
    }
  }

  /** Whether the server may have begun a job all the same. */
  private static boolean mayHaveStarted(StatusException failure) {
    return switch (failure.getStatus().getCode()) {
      case OK,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          UNAUTHENTICATED ->
          false;
      case CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS -> true;
    };
  }

  private Job follow(JobRunner runner, String jobId, Progress progress)
      throws StatusException, InterruptedException, CommandFailed {
    try {
      return runner.follow(jobId, progress);
    } catch (StatusException | InterruptedException e) {
      if (surroundings.stop().asked()) {
        throw interrupted(jobId);
      }
      hint("job " + jobId + " may go on; watch it: easel watch " + jobId + " -o FILE");
      throw e;
    }
  }

  private List<SavedImage> save(Connection connection, Job job) throws Exception {
    FileOptions files = options.files();
    try {
      return new ImageSaver(connection, surroundings)
          .save(job, files.file(surroundings.folder()), files.force());
    } catch (Exception e) {
      hint("the images are kept: easel watch " + job.getId() + " -o FILE");
      throw e;
    }
  }

  private void report(Job job, List<SavedImage> saved) throws CommandFailed {
    JobReport report = new JobReport(surroundings.terminal());
    if (options.json()) {
      report.json(job, saved);
    } else if (!saved.isEmpty()) {
      report.text(job, saved);
    }
    JobReport.requireAll(job);
  }

  /** Said before the failure itself: what was paid for must be findable. */
  private void hint(String line) {
    surroundings.terminal().err().println("easel: " + line);
  }

  private CommandFailed interruptedBeforeAnswer() throws CommandFailed {
    return new CommandFailed(
        ExitCode.INTERRUPTED,
        List.of(
            "interrupted before the server answered; the job may have started",
            "  ask again without paying twice: " + sameCommand()));
  }

  private String sameCommand() throws CommandFailed {
    return "the same command with --request-id " + options.requestId();
  }

  private static CommandFailed interrupted(String jobId) {
    return new CommandFailed(
        ExitCode.INTERRUPTED,
        List.of(
            "interrupted; job " + jobId + " goes on",
            "  watch it and save its image: easel watch " + jobId + " -o FILE"));
  }
}
