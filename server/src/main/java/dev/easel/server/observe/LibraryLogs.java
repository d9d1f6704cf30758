package dev.easel.server.observe;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The logs of libraries. */
public final class LibraryLogs {
  private LibraryLogs() {}

  /**
   * Lets those that write to java.util.logging, gRPC and Guava among them, go where ours go, and
   * keeps what the ports carry out of all of them, whatever levels are configured. Idempotent.
   */
  public static void join() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && context.getTurboFilterList().stream().noneMatch(WireSilence.class::isInstance)) {
      context.addTurboFilter(new WireSilence());
    }
  }
}
