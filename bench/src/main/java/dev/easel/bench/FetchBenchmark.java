package dev.easel.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Measures how long a job takes from the moment when its seller has completed it until it is over:
 * the seller noticed, the result read, the images fetched and stored, the event committed.
 */
public final class FetchBenchmark {
  private FetchBenchmark() {}

  /**
   * Runs the jobs, prints the table and writes every sample to {@code bench/results}.
   *
   * @param arguments the number of jobs, how many at a time, the folder of the sources, the Java
   *     command, then the flags that both servers are started with
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    int jobs = Integer.parseInt(arguments[0]);
    int atOnce = Integer.parseInt(arguments[1]);
    Path root = Path.of(arguments[2]);
    List<String> flags = Arrays.asList(arguments).subList(4, arguments.length);
    Contenders contenders = new Contenders(arguments[3], flags, root);
    List<FetchSample> samples = run(jobs, atOnce, contenders);
    Results.of(root)
        .keep("fetch", FetchSample.HEADER, samples.stream().map(FetchSample::line).toList());
    System.out.print(new FetchTable(samples, atOnce).render());
  }

  private static List<FetchSample> run(int jobs, int atOnce, Contenders contenders)
      throws IOException, InterruptedException, ExecutionException {
    try (Child sandbox = Child.start(contenders.sandbox())) {
      InetSocketAddress address = sandbox.awaitAddress();
      URI seller = URI.create("http://" + address.getHostString() + ":" + address.getPort());
      try (Child easel = Child.start(contenders.easelBefore(seller));
          JobClient client = new JobClient(easel.awaitAddress())) {
        // Two rounds to warm all three, which do not count.
        client.run(2 * atOnce, atOnce);
        List<JobClient.Ended> ended = client.run(jobs, atOnce);
        Map<String, Instant> completed = new SellersHistory(seller).completed(JobClient.ENDPOINT);
        return samples(ended, completed);
      }
    }
  }

  private static List<FetchSample> samples(
      List<JobClient.Ended> jobs, Map<String, Instant> completed) {
    List<FetchSample> samples = new ArrayList<>();
    for (JobClient.Ended job : jobs) {
      Instant there = completed.get(job.requestId());
      if (there == null) {
        throw new IllegalStateException("the seller knows no request " + job.requestId());
      }
      samples.add(FetchSample.of(there, job));
    }
    return samples;
  }
}
