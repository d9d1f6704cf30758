package dev.easel.server.store.postgres;

import static dev.easel.server.store.SampleJobs.EXPIRY;
import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.NOW;
import static dev.easel.server.store.SampleJobs.changed;
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
import dev.easel.server.store.postgres.Faults.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every statement of every call fails once, in every way that it can. */
@ExtendWith(SharedPostgres.class)
final class FailedStatementTest {
  private static final JobId A = new JobId("A");
  private static final int MANY = 50;

  private final PostgresSettings settings;
  private final Faults faults = new Faults();
  private final Inspector inspector;
  private Replica direct;

  FailedStatementTest(PostgresServer server) throws Exception {
    this.settings = server.newDatabase();
    this.inspector = new Inspector(settings);
  }

  @BeforeEach
  void open() throws Exception {
    direct = new Replica(settings, "one");
  }

  @AfterEach
  void close() {
    direct.close();
  }

  /** What is done to the store; done again, it changes nothing more. */
  enum Call {
    ACCEPT {
      @Override
      void on(Replica replica) {
        replica.jobs().accept(job("N"), FIRST, key("n", "f"));
      }
    },
    ACCEPT_NAMELESS {
      @Override
      void on(Replica replica) {
        replica.jobs().accept(job("N"), FIRST, Optional.empty());
      }
    },
    COMMIT {
      @Override
      void on(Replica replica) throws Exception {
        List<JobEvent> events =
            LongStream.range(3, 90).mapToObj(sequence -> progress(sequence)).toList();
        replica.jobs().commit(1, changed(doubted(), JobState.RUNNING, 89), events);
      }
    },
    HIDE {
      @Override
      void on(Replica replica) {
        replica.jobs().hide(A);
      }
    },
    DELETE {
      @Override
      void on(Replica replica) {
        replica.jobs().delete(A);
      }
    },
    EXPIRED {
      @Override
      void on(Replica replica) {
        replica.jobs().expired(EXPIRY, 10);
      }
    },
    CLAIM {
      @Override
      void prepare(Replica replica) {
        replica.claims().release(A, 1);
        replica.jobs().accept(job("B"), FIRST, key("b", "f"));
        replica.claims().release(new JobId("B"), 1);
      }

      @Override
      void on(Replica replica) {
        replica.claims().claim(10);
      }
    },
    /** Granted once more when it is asked for once more; so it is asked who drives the job. */
    REOPEN {
      @Override
      void on(Replica replica) {
        if (replica.claims().driven().equals(Map.of(A, 1L))) {
          replica.claims().reopen(A, 1);
        }
      }
    },
    RELEASE {
      @Override
      void on(Replica replica) {
        replica.claims().release(A, 1);
      }
    },
    HEARTBEAT {
      @Override
      void on(Replica replica) {
        replica.claims().heartbeat();
      }
    },
    RELEASE_ALL {
      @Override
      void on(Replica replica) {
        replica.claims().releaseAll();
      }
    },
    REQUEST_CANCEL {
      @Override
      void on(Replica replica) {
        replica.claims().requestCancel(A);
      }
    },
    READS {
      @Override
      void on(Replica replica) {
        replica.jobs().find(A);
        replica.jobs().claimed(key("a", "f").orElseThrow(), NOW);
        replica.jobs().created(Position.beginning(NOW), NOW, 10);
        replica.jobs().inDoubt(Position.beginning(NOW), EXPIRY, NOW, 10);
        replica.jobs().events(A, 0, 10);
        replica.jobs().named(Caller.LOCAL, "a", NOW);
        replica
            .jobs()
            .list(
                new Query(
                    Caller.LOCAL,
                    Set.of(JobState.RUNNING),
                    Map.of("a", "b"),
                    Optional.empty(),
                    10));
        replica.jobs().hidden(10);
        replica.jobs().oldest(10);
        replica.jobs().volume();
        replica.claims().cancelsPending();
        replica.claims().sequences(Set.of(A));
        replica.claims().driven();
        replica.claims().shared();
      }
    };

    void prepare(Replica replica) {}

    abstract void on(Replica replica) throws Exception;

    private static Job doubted() {
      return inDoubt(job("A"), 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatFailsLeavesNothingHalfDoneAndSucceedsWhenItIsMadeAgain(Call call) throws Exception {
    Set<List<String>> whole = new HashSet<>();
    List<String> wanted = goThrough(call, whole);
    for (Kind kind : Kind.values()) {
      int failures = 0;
      try (Replica replica = new Replica(settings, faults.over(Connections.to(settings)), "one")) {
        while (failsAt(failures + 1, kind, call, replica, wanted, whole)) {
          failures++;
        }
      }
      assertThat(failures).isBetween(1, MANY);
    }
  }

  /**
   * Rows before a call and after it; and between its transactions, where it has several.
   *
   * @return those after it
   */
  private List<String> goThrough(Call call, Set<List<String>> states) throws Exception {
    try (Replica replica = new Replica(settings, "one")) {
      begin(call);
      List<String> before = rows();
      states.add(before);
      if (call == Call.EXPIRED) {
        states.add(before.stream().filter(row -> !row.startsWith("(local,a,")).toList());
      }
      if (call == Call.COMMIT) {
        states.add(withoutForgetting(call, replica));
      }
      call.on(replica);
      List<String> after = rows();
      states.add(after);
      return after;
    }
  }

  /** Events that may be skipped are forgotten in a transaction of their own. */
  private List<String> withoutForgetting(Call call, Replica replica) throws Exception {
    inspector.execute(
        "CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
            + "CREATE TRIGGER kept BEFORE DELETE ON job_event"
            + " FOR EACH ROW EXECUTE FUNCTION kept()");
    call.on(replica);
    inspector.execute("DROP TRIGGER kept ON job_event; DROP FUNCTION kept");
    List<String> rows = rows();
    begin(call);
    return rows;
  }

  private boolean failsAt(
      int nth, Kind kind, Call call, Replica replica, List<String> wanted, Set<List<String>> whole)
      throws Exception {
    begin(call);
    faults.arm(nth, kind);
    boolean failed = false;
    try {
      call.on(replica);
    } catch (StoreUnavailableException e) {
      failed = true;
    }
    faults.arm(0, kind);
    assertThat(rows()).as("%s of statement %d", kind, nth).isIn(failed ? whole : Set.of(wanted));
    call.on(replica);
    assertThat(rows()).as("repeated after %s of statement %d", kind, nth).isEqualTo(wanted);
    return failed;
  }

  private void begin(Call call) throws Exception {
    inspector.execute(
        "DELETE FROM job; DELETE FROM request_key; DELETE FROM driver WHERE id <> ''");
    direct.claims().heartbeat();
    direct.jobs().accept(job("A"), FIRST, key("a", "f"));
    direct.jobs().commit(1, inDoubt(job("A"), 2), List.of(progress(2)));
    call.prepare(direct);
  }

  /** Everything that the database says of jobs and their drivers, row by row. */
  private List<String> rows() throws Exception {
    return inspector.askAll(
        """
        SELECT row FROM (
          SELECT 1 AS kind, id, 0 AS number, job::text AS row FROM job
          UNION ALL SELECT 2, job_id, sequence, job_event::text FROM job_event
          UNION ALL SELECT 3, request_id, 0, request_key::text FROM request_key
          UNION ALL SELECT 4, id, 0, id || (lease_until > now()) FROM driver
        ) AS rows ORDER BY kind, id, number\
        """);
  }
}
