package dev.easel.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What libraries may write into our log. */
final class LibraryLogsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.grpc.netty.NettyServerHandler",
        "io.grpc.netty.NettyClientHandler",
        "org.eclipse.jetty.http.HttpParser",
        "org.eclipse.jetty.server.internal.HttpChannelState"
      })
  void whatThePortsCarryIsNotLoggedWhateverLevelIsConfigured(String name) {
    Logger logger = (Logger) LoggerFactory.getLogger(name);
    Level before = logger.getLevel();
    logger.setLevel(Level.TRACE);
    try {
      LibraryLogs.join();
      assertThat(logger.isTraceEnabled()).isFalse();
      assertThat(logger.isDebugEnabled()).isFalse();
      assertThat(logger.isInfoEnabled()).isTrue();
    } finally {
      logger.setLevel(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.easel.server.Easel", "com.google.inject", "io.grpc.internal.Thing"})
  void othersLogAsTheyAreTold(String name) {
    Logger logger = (Logger) LoggerFactory.getLogger(name);
    Level before = logger.getLevel();
    logger.setLevel(Level.TRACE);
    try {
      LibraryLogs.join();
      assertThat(logger.isTraceEnabled()).isTrue();
    } finally {
      logger.setLevel(before);
    }
  }
}
