package dev.easel.http;

import java.time.Duration;

/**
 * What a caller puts up with, whatever the request.
 *
 * @param connect longest time to a connection
 * @param paceWindow time over which the pace of a body is measured, as time spent waiting for it
 * @param leastBytesPerSecond slowest pace
 * @param pulse after how much silence the other side is asked whether it is still there; one that
 *     does not answer for as long again is given up, whatever is awaited from it
 */
public record HttpLimits(
    Duration connect, Duration paceWindow, int leastBytesPerSecond, Duration pulse) {
  /** 10 s to connect; at least 1 KiB/s over 10 s; a dead connection is noticed within 30 s. */
  public static HttpLimits usual() {
    return new HttpLimits(
        Duration.ofSeconds(10), Duration.ofSeconds(10), 1_024, Duration.ofSeconds(15));
  }
}
