package dev.easel.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.store.sqlite.Connections.Access;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the log is cut. */
final class CheckpointsTest {
  private static final int LONG_LOG = 16;
  private static final String CUT = "PRAGMA wal_checkpoint(TRUNCATE)";

  @TempDir private Path folder;

  private final Faults faults = new Faults();
  private final AtomicLong nanos = new AtomicLong();
  private final Checkpoints checkpoints = new Checkpoints(nanos::get, LONG_LOG);

  /** Waits for nobody, so that a reader makes a cut fail at once. */
  private Session open() throws Exception {
    Session session = Session.open(faults, folder.resolve("x.db"), Access.WRITE);
    session.ask("PRAGMA journal_mode = WAL");
    session.ask("PRAGMA busy_timeout = 0");
    return session;
  }

  /** Makes the log longer than it may be; and that there is much to copy. */
  private static void lengthen(Session session) throws Exception {
    session.begin();
    for (int i = 0; i < 4_100; i++) {
      session.sql("INSERT INTO page (bytes) VALUES (zeroblob(4000))").update();
    }
    session.commit();
  }

  @Test
  void aReaderThatTakesLongIsWaitedForOnceAMinute() throws Exception {
    try (Session session = open();
        Session reader = open()) {
      session.execute("CREATE TABLE page (bytes BLOB)");
      reader.sql("BEGIN").update();
      reader.ask("SELECT count(*) FROM page");
      for (int second : new int[] {0, 1, 59}) {
        commitAt(second, session);
      }
      assertThat(faults.executed(CUT)).isEqualTo(1);
      for (int second : new int[] {60, 61}) {
        commitAt(second, session);
      }
      assertThat(faults.executed(CUT)).isEqualTo(2);
    }
  }

  private void commitAt(int second, Session session) throws Exception {
    nanos.set(Duration.ofSeconds(second).toNanos());
    lengthen(session);
    checkpoints.committed(session);
  }
}
