package dev.easel.server.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts servers in processes of their own. A first one leaves a cache of loaded classes to those
 * that follow, which halves their start. Safe for threads.
 */
public final class Launcher implements AutoCloseable {
  private final Path folder;
  private final String classPath;
  private final Path cache;
  private final Map<String, String> environment;

  /** Starts them in this environment, beside this process's own. */
  Launcher(Map<String, String> environment) throws IOException {
    this.environment = Map.copyOf(environment);
    this.folder = Files.createTempDirectory("easel-launcher");
    this.classPath = ClassPath.ofJars(folder);
    this.cache = folder.resolve("classes.aot");
  }

  /** Starts one before whose port anybody waits; it serves when this returns. */
  ServerProcess start(Path home, Map<String, String> settings) throws IOException {
    return ServerProcess.start(command("-XX:AOTCache=" + cache, home, settings), home, environment);
  }

  /** Starts one whose Java has these flags too. */
  ServerProcess start(Path home, Map<String, String> settings, List<String> flags)
      throws IOException {
    List<String> command = command("-XX:AOTCache=" + cache, home, settings);
    command.addAll(1, flags);
    return ServerProcess.start(command, home, environment);
  }

  /** Starts one within the limits that a shell sets. */
  ServerProcess startWithin(String limits, Path home, Map<String, String> settings)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", limits + "; exec \"$@\"", "sh"));
    command.addAll(command("-XX:AOTCache=" + cache, home, settings));
    return ServerProcess.start(command, home, environment);
  }

  /** Runs a server once to see which classes it needs. */
  void practise() throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve("practice"));
    List<String> command = command("-XX:AOTCacheOutput=" + cache, home, Map.of());
    try (ServerProcess server = ServerProcess.start(command, home, environment)) {
      server.end();
    }
  }

  private List<String> command(String flag, Path home, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("grpc.port", "0");
    all.put("http.port", "0");
    all.put("data.folder", home.resolve("data").toString());
    all.put("data.reserve", "0");
    all.put("sandbox.url", "http://127.0.0.1:9");
    all.put("journal", home.resolve("commits").toString());
    all.putAll(settings);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(flag);
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "-Dguice_bytecode_gen_option=DISABLED"));
    command.addAll(List.of("-cp", classPath, KilledServer.class.getName()));
    all.forEach((key, value) -> {
      if (!value.isEmpty()) {
        command.add(key + "=" + value);
      }
    });
    return command;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
