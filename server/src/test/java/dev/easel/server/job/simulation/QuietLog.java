package dev.easel.server.job.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * The engine says nothing while worlds are simulated: a log is written under a lock, and whoever
 * waits for that is woken from outside the world.
 */
final class QuietLog implements BeforeAllCallback, AfterAllCallback {
  private final Logger log = (Logger) LoggerFactory.getLogger("dev.easel");
  private @Nullable Level before;

  @Override
  public void beforeAll(ExtensionContext context) {
    before = log.getLevel();
    log.setLevel(Level.OFF);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    log.setLevel(before);
  }
}
