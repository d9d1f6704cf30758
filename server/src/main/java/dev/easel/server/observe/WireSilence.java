package dev.easel.server.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps the libraries that read, write or sign what goes over the wire from logging what it
 * carries. Below INFO they write whole headers, and callers' keys are in those.
 */
final class WireSilence extends TurboFilter {
  private static final List<String> WIRES =
      List.of("io.grpc.netty.", "org.eclipse.jetty.", "software.amazon.awssdk.");

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable problem) {
    return !level.isGreaterOrEqual(Level.INFO)
            && WIRES.stream().anyMatch(logger.getName()::startsWith)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
