package dev.easel.server.store.sqlite;

import static dev.easel.server.store.SampleJobs.EXPIRY;
import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.NOW;
import static dev.easel.server.store.SampleJobs.foundAgain;
import static dev.easel.server.store.SampleJobs.inDoubt;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.progress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.job.JobStore.Query;
import dev.easel.server.job.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;

/**
 * Every statement of every call fails once, alone and with the next one: the rollback's among them.
 */
final class FailedStatementTest {
  private static final JobId A = new JobId("A");
  private static final int MANY = 200;

  @TempDir private Path folder;

  /** What is done to the store; done again, it changes nothing more. */
  enum Call {
    ACCEPT {
      @Override
      void on(SqliteDatabase database) {
        database.jobs().accept(job("N"), FIRST, key("n", "f"));
      }
    },
    COMMIT {
      @Override
      void on(SqliteDatabase database) throws Exception {
        List<JobEvent> events =
            LongStream.range(3, 90).mapToObj(sequence -> progress(sequence)).toList();
        database.jobs().commit(1, foundAgain(doubted(), 89), events);
      }
    },
    HIDE {
      @Override
      void on(SqliteDatabase database) {
        database.jobs().hide(A);
      }
    },
    DELETE {
      @Override
      void on(SqliteDatabase database) {
        database.jobs().delete(A);
      }
    },
    EXPIRED {
      @Override
      void on(SqliteDatabase database) {
        database.jobs().expired(EXPIRY, 10);
      }
    },
    RELEASE {
      @Override
      void on(SqliteDatabase database) {
        database.claims().release(A, 1);
      }
    },
    CLAIM {
      @Override
      void prepare(SqliteDatabase database) {
        database.claims().release(A, 1);
        database.jobs().accept(job("B"), FIRST, key("b", "f"));
        database.claims().release(new JobId("B"), 1);
      }

      @Override
      void on(SqliteDatabase database) {
        database.claims().claim(10);
      }
    },
    /** Granted once more when it is asked for once more, which is why its answer is not lost. */
    REOPEN {
      @Override
      void on(SqliteDatabase database) {
        if (database.claims().driven().equals(Map.of(A, 1L))) {
          database.claims().reopen(A, 1);
        }
      }
    },
    RELEASE_ALL {
      @Override
      void on(SqliteDatabase database) {
        database.claims().heartbeat();
        database.claims().releaseAll();
        database.claims().driven();
        database.claims().shared();
      }
    },
    REQUEST_CANCEL {
      @Override
      void on(SqliteDatabase database) {
        database.claims().requestCancel(A);
      }
    },
    READS {
      @Override
      void on(SqliteDatabase database) {
        database.jobs().find(A);
        database.jobs().claimed(key("a", "f").orElseThrow(), NOW);
        database.jobs().created(Position.beginning(NOW), NOW, 10);
        database.jobs().inDoubt(Position.beginning(NOW), EXPIRY, NOW, 10);
        database.jobs().events(A, 0, 10);
        database.jobs().named(Caller.LOCAL, "a", NOW);
        database
            .jobs()
            .list(
                new Query(
                    Caller.LOCAL,
                    Set.of(JobState.RUNNING),
                    Map.of("a", "b"),
                    Optional.empty(),
                    10));
        database.jobs().hidden(10);
        database.jobs().oldest(10);
        database.jobs().volume();
        database.claims().cancelsPending();
        database.claims().sequences(Set.of(A));
        database.claims().driven();
      }
    };

    void prepare(SqliteDatabase database) {}

    abstract void on(SqliteDatabase database) throws Exception;

    private static Job doubted() {
      return inDoubt(job("A"), 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatFailsLeavesNothingAndSucceedsWhenItIsMadeAgain(Call call) throws Exception {
    for (int together = 1; together <= 2; together++) {
      List<String> wanted = rowsAfter(call);
      int failures = 0;
      while (failsAt(failures + 1, together, call, wanted)) {
        failures++;
      }
      assertThat(failures).isBetween(1, MANY);
    }
  }

  /** Rows after a call that nothing stood in the way of. */
  private List<String> rowsAfter(Call call) throws Exception {
    Path mine = Files.createTempDirectory(folder, "wanted");
    try (SqliteDatabase database = open(mine, new Faults(), call)) {
      call.on(database);
      return Rows.of(mine);
    }
  }

  private boolean failsAt(int nth, int together, Call call, List<String> wanted) throws Exception {
    Path mine = Files.createTempDirectory(folder, "faulty");
    Faults faults = new Faults();
    try (SqliteDatabase database = open(mine, faults, call)) {
      List<String> before = Rows.of(mine);
      SQLiteErrorCode code =
          nth % 2 == 0 ? SQLiteErrorCode.SQLITE_FULL : SQLiteErrorCode.SQLITE_BUSY;
      faults.arm(nth, together, code);
      boolean failed = false;
      try {
        call.on(database);
      } catch (StoreUnavailableException e) {
        failed = true;
      }
      faults.disarm();
      assertThat(Rows.of(mine))
          .as("fault %d", nth)
          .isEqualTo(failed ? partly(call, mine, before) : wanted);
      call.on(database);
      assertThat(Rows.of(mine)).as("repeated after fault %d", nth).isEqualTo(wanted);
      return failed;
    }
  }

  /** Of a call with several transactions each is whole. */
  private static List<String> partly(Call call, Path folder, List<String> before)
      throws SQLException {
    List<String> now = Rows.of(folder);
    List<String> withoutKeys = new ArrayList<>(before);
    withoutKeys.removeIf(row -> row.startsWith("local|a|"));
    return call == Call.EXPIRED && now.equals(withoutKeys) ? now : before;
  }

  private static SqliteDatabase open(Path folder, Faults faults, Call call) throws Exception {
    SqliteDatabase database =
        SqliteDatabase.open(
            folder,
            faults,
            thrown -> {
              throw new AssertionError(thrown);
            });
    database.jobs().accept(job("A"), FIRST, key("a", "f"));
    database.jobs().commit(1, inDoubt(job("A"), 2), List.of(progress(2)));
    call.prepare(database);
    return database;
  }
}
