package dev.easel.server.crash;

import dev.easel.server.store.postgres.PostgresSettings;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Servers that are one service together: one over a store of its own, or several over one they
 * share. Each keeps its home when it is started again. Safe for threads.
 */
final class Fleet implements AutoCloseable {
  private final Launcher launcher;
  private final List<Path> homes = new ArrayList<>();
  private final List<Map<String, String>> settings;
  private final List<ServerProcess> servers = new ArrayList<>();

  /** Starts one for each of these settings. */
  Fleet(Launcher launcher, Path folder, List<Map<String, String>> settings) throws IOException {
    this.launcher = launcher;
    this.settings = List.copyOf(settings);
    for (int i = 0; i < settings.size(); i++) {
      homes.add(Files.createTempDirectory(folder, "server"));
      servers.add(start(i));
    }
  }

  /** What servers that share a database are told. */
  static Map<String, String> sharing(PostgresSettings database, String url, String seller) {
    return Map.of(
        "store.kind",
        "postgres",
        "store.url",
        url,
        "store.user",
        database.user().orElseThrow(),
        "sandbox.url",
        seller);
  }

  /** The same, where work that takes longer than this is waited for by nobody. */
  static Map<String, String> impatient(Map<String, String> settings, String longestWork) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("jobs.execution-timeout", longestWork);
    return Map.copyOf(all);
  }

  private ServerProcess start(int which) throws IOException {
    return launcher.start(homes.get(which), settings.get(which));
  }

  /** Those that are there, in order; one that was killed is the last that was. */
  synchronized List<ServerProcess> servers() {
    return List.copyOf(servers);
  }

  synchronized ServerProcess server(int which) {
    return servers.get(which);
  }

  int size() {
    return settings.size();
  }

  /** Kills one and starts it again; when it was gone. */
  Instant strike(int which) throws IOException, InterruptedException {
    Instant gone;
    try (ServerProcess doomed = server(which)) {
      doomed.kill();
      gone = Instant.now();
    }
    ServerProcess next = start(which);
    synchronized (this) {
      servers.set(which, next);
    }
    return gone;
  }

  /** Sends a request until it is answered, by whoever is there. */
  Acceptance send(Asked asked, RandomGenerator random) throws InterruptedException {
    for (int before = 0; ; before++) {
      int which = random.nextInt(size());
      if (asked.send(server(which))) {
        return new Acceptance(asked, which, Instant.now(), before == 0);
      }
      Thread.sleep(100);
    }
  }

  /** Asks whoever is there until its job is over. */
  void awaitEnd(Asked asked, RandomGenerator random) throws InterruptedException {
    while (true) {
      try {
        if (asked.soon(server(random.nextInt(size()))).hasEndTime()) {
          return;
        }
      } catch (StatusRuntimeException e) {
        Thread.sleep(200);
      }
    }
  }

  /**
   * A request that was answered.
   *
   * @param server by whom
   * @param sure whether that one drives it, as nobody else can have taken it before
   */
  record Acceptance(Asked asked, int server, Instant time, boolean sure) {}

  /** What all have written of their commits. */
  List<Journal.Line> journals() throws IOException {
    List<Journal.Line> lines = new ArrayList<>();
    for (Path home : homes) {
      lines.addAll(Journal.read(home.resolve("commits")));
    }
    return lines;
  }

  @Override
  public void close() {
    servers().forEach(ServerProcess::close);
  }
}
