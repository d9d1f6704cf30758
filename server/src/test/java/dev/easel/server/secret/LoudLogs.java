package dev.easel.server.secret;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** All logs, libraries' included, as talkative as they can be, until this is closed. */
final class LoudLogs implements AutoCloseable {
  private static final String EVERYTHING =
      "%d %level %logger [%thread] %marker %mdc %kvp %msg%n%throwable{full}";

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final java.util.logging.Logger libraries = java.util.logging.Logger.getLogger("");
  private final Map<Logger, @Nullable Level> before = new HashMap<>();
  private final java.util.logging.@Nullable Level librariesBefore = libraries.getLevel();
  private final Recorder recorder;

  LoudLogs(Sinks sinks) {
    context.getLoggerList().forEach(logger -> before.put(logger, logger.getLevel()));
    recorder = new Recorder(context, sinks);
    recorder.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(recorder);
    before.keySet().forEach(logger -> logger.setLevel(Level.TRACE));
    libraries.setLevel(java.util.logging.Level.ALL);
  }

  @Override
  public void close() {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(recorder);
    recorder.stop();
    before.forEach(Logger::setLevel);
    libraries.setLevel(librariesBefore);
  }

  /** Writes events down whole: their message, arguments, context and stack traces. */
  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    private final PatternLayout layout = new PatternLayout();
    private final Sinks sinks;

    Recorder(LoggerContext context, Sinks sinks) {
      this.sinks = sinks;
      setContext(context);
      layout.setContext(context);
      layout.setPattern(EVERYTHING);
      layout.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      sinks.add("log", layout.doLayout(event));
    }
  }
}
