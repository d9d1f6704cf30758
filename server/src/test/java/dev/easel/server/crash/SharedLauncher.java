package dev.easel.server.crash;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one launcher of a test run, made when the first one asks. */
final class SharedLauncher implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Launcher.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(Launcher.class, type -> launcher(), Launcher.class);
  }

  private static Launcher launcher() {
    try {
      Launcher launcher = new Launcher(Map.of());
      launcher.practise();
      return launcher;
    } catch (IOException e) {
      throw new IllegalStateException("no server can be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
