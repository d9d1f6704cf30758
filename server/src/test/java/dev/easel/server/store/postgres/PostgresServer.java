package dev.easel.server.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real PostgreSQL, which flushes what it commits, as in production. */
public final class PostgresServer implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path data;
  private final AtomicInteger port = new AtomicInteger();
  private EmbeddedPostgres running;

  /** Starts one whose files are in this folder. */
  public PostgresServer(Path data) throws IOException {
    this.data = data;
    this.running = start();
    port.set(running.getPort());
  }

  private EmbeddedPostgres start() throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("fsync", "on")
            .setServerConfig("max_connections", "100")
            .setServerConfig("shared_buffers", "32MB");
    return (port.get() == 0 ? builder : builder.setPort(port.get())).start();
  }

  int port() {
    return port.get();
  }

  /** A new database; nothing is in it. */
  public PostgresSettings newDatabase() throws SQLException {
    String name = "jobs" + DATABASES.incrementAndGet();
    try (Connection connection = running.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return settings("jdbc:postgresql://127.0.0.1:" + port.get() + "/" + name);
  }

  /** A database of this server by its URL. */
  static PostgresSettings settings(String url) {
    return new PostgresSettings(url, Optional.of("postgres"), Optional.empty(), 8);
  }

  /** Kills the server and all its processes at once, as if the machine had lost its mind. */
  void kill() throws IOException {
    ProcessHandle postmaster = postmaster();
    Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
    postmaster.onExit().join();
  }

  private ProcessHandle postmaster() throws IOException {
    try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
      long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
      return ProcessHandle.of(pid).orElseThrow();
    }
  }

  /** Starts a killed server again where it was. */
  void restart() throws IOException {
    running.close();
    running = start();
  }

  /** Without the care that only data deserves which is needed again. */
  @Override
  public void close() throws IOException {
    kill();
    running.close();
  }
}
