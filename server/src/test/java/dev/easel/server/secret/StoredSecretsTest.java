package dev.easel.server.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.store.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Check S-03 of the test plan: keys that were used, echoed and refused are in no file that a server
 * keeps its jobs in, nor in what it logs.
 */
final class StoredSecretsTest {
  private static final String USER = "easel";

  @TempDir private Path folder;

  private final long seed = System.nanoTime();
  private final Keyring keys = Keyring.cut(seed);
  private final Canary password =
      Canary.shaped("the database's password", "", "-", new SplittableRandom(seed + 1));

  @Test
  void noKeyIsInTheFilesOfASidecar() throws Exception {
    Path data = folder.resolve("data");
    StoredRun run = new StoredRun(keys, Map.of("store.kind", "sqlite"));
    run.go(
        data,
        () -> {
          run.readFiles("data", data);
          return true;
        });
    assertNothingFound(run, keys.all());
    assertThat(run.sinks().all())
        .containsKeys("data: jobs.db", "data: jobs.db-wal", "data: jobs.mark", "data: blobs");
    assertTold(run, "data: jobs.db");
    assertTold(run, "data: jobs.db-wal");
  }

  @Test
  void noKeyIsInTheFilesOfTheDatabaseOfAService() throws Exception {
    Path files = folder.resolve("postgres");
    try (PostgresServer server = new PostgresServer(files)) {
      String url = server.newDatabase().url();
      askForPassword(url, files);
      StoredRun run =
          new StoredRun(
              keys,
              Map.of(
                  "store.kind",
                  "postgres",
                  "store.url",
                  url,
                  "store.user",
                  USER,
                  "store.password",
                  password.key()));
      Path data = folder.resolve("data");
      run.go(
          data,
          () -> {
            readRows(url, run);
            run.readFiles("data", data);
            run.readFiles("postgres", files);
            return true;
          });
      List<Canary> all = new ArrayList<>(keys.all());
      all.add(password);
      assertNothingFound(run, all);
      assertThat(run.sinks().all())
          .containsKeys("data: blobs", "postgres: base", "postgres: pg_wal", "rows");
      assertTold(run, "rows");
      assertTold(run, "postgres: base");
      assertTold(run, "postgres: pg_wal");
    }
  }

  /** From then on the database is open to one user only, with this password. */
  private void askForPassword(String url, Path files) throws IOException, SQLException {
    try (Connection operator = DriverManager.getConnection(url, "postgres", "");
        Statement statement = operator.createStatement()) {
      statement.execute(
          "CREATE ROLE " + USER + " SUPERUSER LOGIN PASSWORD '" + password.key() + "'");
      Path rules = files.resolve("pg_hba.conf");
      String rule = "host all " + USER + " 127.0.0.1/32 scram-sha-256\n";
      Files.writeString(rules, rule + Files.readString(rules));
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  /** As they are told, too: long texts are compressed in the files. */
  private static void readRows(String url, StoredRun run) throws SQLException {
    try (Connection operator = DriverManager.getConnection(url, "postgres", "");
        Statement statement = operator.createStatement()) {
      for (String table : List.of("job", "job_event", "request_key", "driver", "easel_schema")) {
        try (ResultSet rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (rows.next()) {
            run.sinks().add("rows", rows.getString(1));
          }
        }
      }
      statement.execute("CHECKPOINT");
    }
  }

  private void assertNothingFound(StoredRun run, List<Canary> canaries) {
    Search search = new Search(canaries);
    Map<String, SortedSet<String>> found = new TreeMap<>();
    Map<String, byte[]> sinks = run.sinks().all();
    long bytes = 0;
    for (Map.Entry<String, byte[]> sink : sinks.entrySet()) {
      bytes += sink.getValue().length;
      SortedSet<String> here = search.in(sink.getValue());
      if (!here.isEmpty()) {
        found.put(sink.getKey(), here);
      }
    }
    System.out.printf(
        "seed %d: %d jobs succeeded, %d failed; %d keys, %d encodings, %d sinks, %d bytes, found in"
            + " %d%n",
        seed,
        run.succeeded(),
        run.failed(),
        canaries.size(),
        Encoding.values().length,
        sinks.size(),
        bytes,
        found.size());
    assertThat(found).isEmpty();
    assertThat(run.succeeded()).isGreaterThan(5);
    assertThat(run.failed()).isGreaterThan(20);
    assertThat(sinks.get("log")).isNotEmpty();
  }

  /** The control: what was asked for, and a seller's echo without its key, stand there to be read. */
  private static void assertTold(StoredRun run, String sink) {
    assertThat(new String(run.sinks().all().get(sink), ISO_8859_1))
        .as(sink)
        .contains("a heron")
        .contains("[masked]");
  }
}
