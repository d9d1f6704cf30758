package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.store.memory.MemoryDatabase;
import dev.easel.server.store.memory.MemoryJobStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When what is over is looked for. */
final class RetentionTest {
  private static final JobSettings SETTINGS =
      new JobSettings(
          Duration.ofDays(3),
          new KeptVolume(1_000, 1L << 40),
          Duration.ofMinutes(20),
          3,
          5,
          JobMemory.of(1L << 30),
          Optional.empty());

  private final ManualClockwork time = new ManualClockwork();
  private final AtomicInteger looksAtBlobs = new AtomicInteger();
  private final Wavering wavering = new Wavering();
  private final MemoryJobStore memory = new MemoryDatabase(() -> 0).open("one");
  private final JobStore store = wavering.port(JobStore.class, memory);

  @BeforeEach
  void start() {
    BlobStore blobs = blobs();
    Jobs jobs = new Jobs(store, new HotJobs(store, memory, time.clockwork()), blobs);
    new Retention(
            jobs,
            blobs,
            new TrustedTime(store, time.clockwork()),
            SETTINGS,
            time.clockwork(),
            Runnable::run)
        .start();
  }

  /** Blobs that are asked for nothing but to forget. */
  private BlobStore blobs() {
    return (BlobStore)
        Proxy.newProxyInstance(
            BlobStore.class.getClassLoader(),
            new Class<?>[] {BlobStore.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("deleteExpired");
              looksAtBlobs.incrementAndGet();
              return 0;
            });
  }

  @Test
  void jobsAreLookedForEveryMinuteAndBlobsAtTheStartAndEveryTenMinutes() {
    assertThat(wavering.calls("expired")).isEqualTo(1);
    assertThat(looksAtBlobs).hasValue(1);
    time.pass(Duration.ofMinutes(9));
    assertThat(wavering.calls("expired")).isEqualTo(10);
    assertThat(looksAtBlobs).hasValue(1);
    time.pass(Duration.ofMinutes(1));
    assertThat(looksAtBlobs).hasValue(2);
  }

  @Test
  void jobsThatCannotBeForgottenKeepNoBlobFromIt() {
    wavering.refuse("hidden", Integer.MAX_VALUE);
    wavering.refuse("expired", Integer.MAX_VALUE);
    wavering.refuse("volume", Integer.MAX_VALUE);
    time.pass(Duration.ofMinutes(10));
    assertThat(looksAtBlobs).hasValue(2);
    wavering.heal();
    time.pass(Duration.ofMinutes(1));
    assertThat(wavering.calls("volume")).isEqualTo(12);
  }
}
