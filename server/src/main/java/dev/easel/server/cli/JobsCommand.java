package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.client.Retries;
import dev.easel.server.cli.view.JobsTable;
import dev.easel.server.cli.view.Json;
import dev.easel.v1.Job;
import dev.easel.v1.ListJobsRequest;
import dev.easel.v1.ListJobsResponse;
import io.grpc.StatusException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(name = "jobs", description = "Lists your jobs, newest first.")
final class JobsCommand implements Callable<Integer> {
  private static final int PAGE = 100;

  private final Surroundings surroundings;

  @Option(
      names = "--state",
      paramLabel = "S",
      split = ",",
      description = "Only these: queued, running, cancelling, succeeded, failed, cancelled.")
  private List<Job.State> states = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many (default: 20).")
  private int limit = 20;

  @Option(names = "--json", description = "Print them as JSON.")
  private boolean json;

  @Mixin private final ServerOptions server;

  JobsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() throws Exception {
    try (Connection connection = server.connect();
        Stop.Interruptible _ = surroundings.stop().interruptMe()) {
      List<Job> jobs = jobs(connection);
      print(jobs);
      return ExitCode.OK.number();
    }
  }

  private void print(List<Job> jobs) {
    if (json) {
      ListJobsResponse listed = ListJobsResponse.newBuilder().addAllJobs(jobs).build();
      surroundings.terminal().out().println(Json.of(listed));
    } else if (jobs.isEmpty()) {
      surroundings.terminal().err().println("no jobs");
    } else {
      JobsTable.lines(jobs, surroundings.time().now())
          .forEach(surroundings.terminal().out()::println);
    }
  }

  private List<Job> jobs(Connection connection) throws StatusException, InterruptedException {
    List<Job> jobs = new ArrayList<>();
    String token = "";
    do {
      ListJobsResponse page = page(connection, token, Math.min(PAGE, limit - jobs.size()));
      jobs.addAll(page.getJobsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty() && jobs.size() < limit);
    return jobs;
  }

  private ListJobsResponse page(Connection connection, String token, int size)
      throws StatusException, InterruptedException {
    ListJobsRequest request =
        ListJobsRequest.newBuilder()
            .setPageSize(Math.max(1, size))
            .setPageToken(token)
            .addAllStates(states)
            .build();
    return Retries.few(surroundings.time()).call(() -> connection.images().listJobs(request));
  }
}
