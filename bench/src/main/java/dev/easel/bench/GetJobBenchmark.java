package dev.easel.bench;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.Clockwork;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.Jobs;
import dev.easel.server.store.memory.MemoryStoreModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures how long it takes to get a job that is asked about again, by its own caller, without the
 * wire: from the cache of hot jobs, one of a thousand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@Threads(2)
public class GetJobBenchmark {
  private static final int JOBS = 1_000;

  private final Path folder = temporaryFolder();
  private final Jobs jobs = jobs();

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("easel-get-job");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Jobs jobs() {
    Injector injector = Guice.createInjector(new MemoryStoreModule(), new Surroundings(folder));
    JobStore store = injector.getInstance(JobStore.class);
    for (int i = 0; i < JOBS; i++) {
      Job job = AcceptLoad.job(new JobId(Names.of(i)), Instant.EPOCH);
      JobEvent first =
          new JobEvent(
              1, Instant.EPOCH, new JobEvent.StateChanged(JobState.QUEUED, Optional.empty()));
      store.accept(job, first, Optional.empty());
    }
    return injector.getInstance(Jobs.class);
  }

  /** Everything is asked for once, so that it is hot. */
  @Setup
  public void heat() {
    for (int i = 0; i < JOBS; i++) {
      jobs.get(Caller.LOCAL, Names.of(i));
    }
  }

  /** Lets nothing behind. */
  @TearDown
  public void clean() throws IOException {
    Folders.delete(folder);
  }

  /** One job after another, each named as a client names it. */
  @Benchmark
  public Job getJob(Names names) {
    return jobs.get(Caller.LOCAL, names.next());
  }

  /** What each thread asks for. */
  @State(Scope.Thread)
  public static class Names {
    private final String[] names =
        IntStream.range(0, JOBS).mapToObj(Names::of).toArray(String[]::new);
    private int last;

    static String of(int number) {
      return "%026d".formatted(number);
    }

    String next() {
      last = (last + 1) % JOBS;
      return names[last];
    }
  }

  /** What jobs need beside their store; nothing of it is used when one is got. */
  private static final class Surroundings extends AbstractModule {
    private final Path folder;

    Surroundings(Path folder) {
      this.folder = folder;
    }

    @Override
    protected void configure() {
      Identifiers identifiers = new Identifiers(RandomGenerator.getDefault());
      try {
        bind(BlobStore.class).toInstance(new DiskBlobStore(folder, identifiers));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      bind(Clockwork.class)
          .toInstance(
              new Clockwork(
                  InstantSource.system(),
                  System::nanoTime,
                  (delay, task) -> {
                    throw new IllegalStateException("nothing is due later");
                  },
                  Thread::sleep));
    }
  }
}
