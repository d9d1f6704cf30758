package dev.easel.server.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** The terminal of this process, as its launcher and environment describe it. */
public final class ProcessTerminal {
  private ProcessTerminal() {}

  /**
   * Looks once, at the start.
   *
   * @param environment NO_COLOR and TERM are asked for
   * @param properties the launcher, which can see whether standard error is a terminal, says so in
   *     {@code easel.terminal.columns}
   */
  public static Terminal detect(Map<String, String> environment, Properties properties) {
    int columns = columns(properties.getProperty("easel.terminal.columns", "0"));
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean live = columns > 0 && !dumb;
    boolean noColor = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    Charset charset = charset(properties);
    return new Terminal(
        stream(FileDescriptor.out, StandardCharsets.UTF_8),
        stream(FileDescriptor.err, charset),
        live,
        columns,
        charset.equals(StandardCharsets.UTF_8),
        live && !noColor);
  }

  private static int columns(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      // A launcher that cannot tell the width: lines are then not redrawn.
      return 0;
    }
  }

  private static Charset charset(Properties properties) {
    String name = properties.getProperty("easel.terminal.charset", "US-ASCII");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
  }

  private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
    return new PrintStream(new FileOutputStream(descriptor), true, charset);
  }
}
