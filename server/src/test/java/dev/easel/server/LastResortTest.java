package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What ends a process that does not end by itself. */
final class LastResortTest {
  private static final Duration TIME = Duration.ofSeconds(20);

  private final CountDownLatch asleep = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final LastResort resort = new LastResort(TIME, this::sleep, ended::countDown);

  private void sleep(Duration time) throws InterruptedException {
    assertThat(time).isEqualTo(TIME);
    asleep.countDown();
    over.await();
  }

  @Test
  void itsTimeRunsFromTheBeginningAndIsNotTakenBackByWhatItBounds() throws Exception {
    resort.start();
    resort.begin();
    assertThat(asleep.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ended.getCount()).isOne();
    resort.close();
    over.countDown();
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
