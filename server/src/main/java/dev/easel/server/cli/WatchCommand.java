package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.client.JobWatch;
import dev.easel.server.cli.terminal.Progress;
import dev.easel.v1.Job;
import io.grpc.StatusException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a job to its end. */
@Command(name = "watch", description = "Follows a job to its end, and saves its images with -o.")
final class WatchCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "JOB_ID", description = "The job.")
  private String jobId = "";

  @Option(
      names = "--after",
      paramLabel = "N",
      description = "Only events after this sequence. Without it a snapshot comes first.")
  private long after;

  @Option(names = "--json", description = "Print each event as a line of JSON.")
  private boolean json;

  @Mixin private final FileOptions files = new FileOptions();
  @Mixin private final ServerOptions server;

  WatchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() throws Exception {
    if (files.file(surroundings.folder()).isPresent()) {
      files.check(surroundings.folder(), 1);
    }
    try (Connection connection = server.connect();
        Stop.Interruptible _ = surroundings.stop().interruptMe()) {
      Job job = json ? printed(connection) : shown(connection);
      Optional<Path> file = files.file(surroundings.folder());
      List<SavedImage> saved =
          file.isPresent()
              ? new ImageSaver(connection, surroundings).save(job, file, files.force())
              : List.of();
      if (!json && job.getState() == Job.State.STATE_SUCCEEDED) {
        new JobReport(surroundings.terminal()).text(job, saved);
      }
      JobReport.requireAll(job);
      return ExitCode.OK.number();
    }
  }

  private Job printed(Connection connection) throws StatusException, InterruptedException {
    JobWatch watch = new JobWatch(connection, surroundings.time());
    return watch.follow(jobId, after, new PrintedWatcher(surroundings.terminal().out()));
  }

  private Job shown(Connection connection) throws StatusException, InterruptedException {
    JobWatch watch = new JobWatch(connection, surroundings.time());
    try (Progress progress = Progress.on(surroundings.terminal(), surroundings.time())) {
      return watch.follow(jobId, after, new ShownWatcher(progress));
    }
  }
}
