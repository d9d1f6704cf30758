package dev.easel.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How pages of jobs are found, of which there may be many. */
@ExtendWith(SharedPostgres.class)
final class PagesTest {
  private final PostgresSettings settings;
  private final Inspector inspector;

  PagesTest(PostgresServer server) throws Exception {
    this.settings = server.newDatabase();
    this.inspector = new Inspector(settings);
  }

  /** Every tenth of them in doubt, and of those every tenth for a while only. */
  @BeforeEach
  void fill() throws Exception {
    new Replica(settings, "one").close();
    inspector.execute(
        """
        INSERT INTO job (id, caller, state, terminal, unfinished, in_doubt, sent_until, stopping,
          revision, latest_sequence, image_bytes, create_time, expire_time, labels, driver, epoch,
          body)
        SELECT 'J' || number, 'local', 'FAILED', true, false,
          CASE WHEN number % 10 = 0 THEN 1 END,
          CASE WHEN number % 100 = 0 THEN number ELSE 9223372036854775807 END,
          false, 1, 1, 0, number, number, '{}', '', 1, repeat('x', 1000)
        FROM generate_series(1, 20000) AS number;
        ANALYZE job\
        """);
  }

  private String plan(String statement, Object... values) throws Exception {
    String asked = statement.replace("?", "%s").formatted(values);
    return String.join("\n", inspector.askAll("EXPLAIN " + asked));
  }

  @Test
  void ofASpanComeFromAnIndexInItsOrder() throws Exception {
    assertThat(plan(JobTable.CREATED, 9_000, "''", 19_000, 100))
        .contains("Index Scan using job_created")
        .contains("Index Cond: ((create_time >= 9000) AND (create_time <= 19000))")
        .contains("Presorted Key: create_time")
        .doesNotContain("Seq Scan");
  }

  @Test
  void ofAttemptsInDoubtComeFromAnIndexThatLeavesThoseOfOtherTimesOut() throws Exception {
    assertThat(plan(JobTable.IN_DOUBT, 9_000, "''", 19_000, 1_000, 100))
        .contains("Index Scan using job_in_doubt")
        .containsPattern("Index Cond: .*sent_until >= ")
        .doesNotContain("Sort")
        .doesNotContain("Seq Scan");
  }
}
