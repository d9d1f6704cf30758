package dev.easel.server.cli;

import dev.easel.server.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs commands in process and keeps what they print. */
final class Shell {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FakeTime time = new FakeTime();
  private final Surroundings surroundings;

  Shell(Path folder, Map<String, String> environment, boolean stopped) {
    this(folder, environment, "", stopped);
  }

  private Shell(Path folder, Map<String, String> environment, String typed, boolean stopped) {
    Terminal terminal =
        new Terminal(stream(out), stream(err), /* live= */ false, 80, /* unicode= */ true, false);
    this.surroundings =
        new Surroundings(
            terminal,
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            time,
            environment,
            folder,
            new FakeStop(stopped));
  }

  /** A shell whose commands speak to a server. */
  static Shell at(Path folder, ScriptedServer server) {
    return at(folder, server.address());
  }

  /** A shell whose commands speak to a server at an address. */
  static Shell at(Path folder, String address) {
    return new Shell(folder, Map.of("EASEL_SERVER", address), false);
  }

  /** The same with something on standard input. */
  static Shell typing(String typed, Path folder, ScriptedServer server) {
    return new Shell(folder, Map.of("EASEL_SERVER", server.address()), typed, false);
  }

  int run(String... arguments) {
    return Program.in(surroundings).execute(arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  List<String> outLines() {
    return out().lines().toList();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  FakeTime time() {
    return time;
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
