package dev.easel.server;

import com.google.inject.Module;
import dev.easel.server.config.Configuration;
import dev.easel.server.config.StartupException;
import java.util.function.UnaryOperator;

/** Servers whose ports a test has wrapped. */
public final class Servers {
  private Servers() {}

  /** A server with these changes of its bindings. */
  public static Easel start(Configuration configuration, UnaryOperator<Module> bindings)
      throws StartupException {
    return Easel.start(configuration, bindings);
  }
}
