package dev.easel.server.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.blob.UnreachableBlobsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BucketHealthTest {
  private static final int ASKING = 20;

  private final BucketHealth health = new BucketHealth();
  private final AtomicInteger probes = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private void probeWell() {
    probes.incrementAndGet();
    await();
  }

  private void probeInVain() throws IOException {
    probes.incrementAndGet();
    await();
    throw new IOException("the bucket is full");
  }

  private void await() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Many ask while the first one's probe is under way. */
  private List<Future<?>> ask(BucketHealth.Probe probe) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < ASKING; i++) {
      CountDownLatch begun = new CountDownLatch(1);
      asked.add(
          executor.submit(() -> {
            threads.add(Thread.currentThread());
            begun.countDown();
            health.require(probe);
            return true;
          }));
      begun.await();
      while (threads.getLast().getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
    }
    answer.countDown();
    return asked;
  }

  @Test
  void nothingIsTriedOutBeforeSomethingFails() throws Exception {
    health.require(this::probeInVain);
    health.failed(new IOException("it was busy"));
    health.worked();
    health.require(this::probeInVain);
    assertThat(probes).hasValue(0);
  }

  @Test
  void allWhoAskMeanwhileWaitForOneVerdictThatIsGood() throws Exception {
    health.failed(new IOException("it was busy"));
    for (Future<?> one : ask(this::probeWell)) {
      one.get();
    }
    assertThat(probes).hasValue(1);
    health.require(this::probeInVain);
    assertThat(probes).hasValue(1);
  }

  @Test
  void allWhoAskMeanwhileWaitForOneVerdictThatIsBadAndTheNextTriesAgain() throws Exception {
    health.failed(new IOException("it was busy"));
    for (Future<?> one : ask(this::probeInVain)) {
      assertThatThrownBy(one::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnreachableBlobsException.class)
          .hasMessageContaining("the bucket is full");
    }
    assertThat(probes).hasValue(1);
    health.require(this::probeWell);
    assertThat(probes).hasValue(2);
  }
}
