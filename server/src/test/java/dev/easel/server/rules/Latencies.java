package dev.easel.server.rules;

import com.google.protobuf.Timestamp;
import dev.easel.v1.WatchJobResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** How long after they happened events arrived. Safe for threads. */
final class Latencies implements Consumer<WatchJobResponse> {
  private final Queue<Duration> all = new ConcurrentLinkedQueue<>();

  @Override
  public void accept(WatchJobResponse message) {
    if (message.hasEvent() && !message.getEvent().hasSnapshot()) {
      Timestamp time = message.getEvent().getEventTime();
      Instant happened = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
      all.add(Duration.between(happened, Instant.now()));
    }
  }

  int count() {
    return all.size();
  }

  /** The latency that so many in a hundred do not exceed. */
  Duration percentile(int percent) {
    List<Duration> sorted = all.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
