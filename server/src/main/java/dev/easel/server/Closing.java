package dev.easel.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, last first, each whatever becomes of the others. */
final class Closing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Closing.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T register(T one) {
    opened.push(one);
    return one;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      AutoCloseable one = opened.pop();
      try {
        one.close();
      } catch (Exception e) {
        log.warn("{} did not close", one.getClass().getSimpleName(), e);
      }
    }
  }
}
