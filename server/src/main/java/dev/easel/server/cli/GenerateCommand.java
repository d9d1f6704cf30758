package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.terminal.Progress;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.Job;
import io.grpc.StatusException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes images of a prompt and saves them. */
@Command(name = "generate", description = "Makes images of a prompt and saves them.")
final class GenerateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final FileOptions files = new FileOptions();
  @Mixin private final ServerOptions server;

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description =
          "Name this request: the same name never spends twice. A fresh one is made otherwise.")
  private String requestId = UUID.randomUUID().toString();

  @Option(names = "--json", description = "Print the finished job as JSON.")
  private boolean json;

  GenerateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() throws Exception {
    if (requestId.isBlank()) {
      throw new CommandFailed(
          ExitCode.USAGE, List.of("--request-id is empty; leave it out for a fresh one"));
    }
    GenerateRequest wanted = request.request(files.format(request.format()), requestId);
    files.check(surroundings.folder(), request.count());
    try (Connection connection = server.connect();
        Stop.Interruptible _ = surroundings.stop().interruptMe()) {
      Job job = run(connection, wanted);
      List<SavedImage> saved = save(connection, job);
      report(job, saved);
      return ExitCode.OK.number();
    }
  }

  private List<SavedImage> save(Connection connection, Job job) throws Exception {
    try {
      return new ImageSaver(connection, surroundings)
          .save(job, files.file(surroundings.folder()), files.force());
    } catch (Exception e) {
      hint("the images are kept: easel watch " + job.getId() + " -o FILE");
      throw e;
    }
  }

  /** Said before the failure itself: what was paid for must be findable. */
  private void hint(String line) {
    surroundings.terminal().err().println("easel: " + line);
  }

  private void report(Job job, List<SavedImage> saved) throws CommandFailed {
    JobReport report = new JobReport(surroundings.terminal());
    if (json) {
      report.json(job, saved);
    } else if (!saved.isEmpty()) {
      report.text(job, saved);
    }
    JobReport.requireAll(job);
  }

  private Job run(Connection connection, GenerateRequest wanted)
      throws StatusException, InterruptedException, CommandFailed {
    JobRunner runner = new JobRunner(connection, surroundings.time());
    try (Progress progress = Progress.on(surroundings.terminal(), surroundings.time())) {
      Job started = start(runner, wanted);
      return follow(runner, started.getId(), progress);
    }
  }

  private Job start(JobRunner runner, GenerateRequest wanted)
      throws StatusException, InterruptedException, CommandFailed {
    try {
      return runner.start(wanted);
    } catch (StatusException | InterruptedException e) {
      if (surroundings.stop().asked()) {
        throw interruptedBeforeAnswer();
      }
      if (!(e instanceof StatusException refused) || mayHaveStarted(refused)) {
        hint("ask again without paying twice: the same command with --request-id " + requestId);
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

  private CommandFailed interruptedBeforeAnswer() {
    return new CommandFailed(
        ExitCode.INTERRUPTED,
        List.of(
            "interrupted before the server answered; the job may have started",
            "  ask again without paying twice: the same command with --request-id " + requestId));
  }

  private static CommandFailed interrupted(String jobId) {
    return new CommandFailed(
        ExitCode.INTERRUPTED,
        List.of(
            "interrupted; job " + jobId + " goes on",
            "  watch it and save its image: easel watch " + jobId + " -o FILE"));
  }
}
