package dev.easel.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.store.sqlite.Connections.Access;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How pages of jobs are found, of which there may be many. */
final class PagesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {JobTable.CREATED, JobTable.IN_DOUBT})
  void comeFromIndexesInTheirOrder(String statement) throws Exception {
    SqliteDatabase.open(
            folder,
            thrown -> {
              throw new AssertionError(thrown);
            })
        .close();
    Path file = new StoreFiles(folder).database();
    try (Session session = Session.open(new SqliteConnections(), file, Access.READ)) {
      List<String> plan =
          session.sql("EXPLAIN QUERY PLAN " + statement).all(row -> row.getString("detail"));
      assertThat(plan)
          .anyMatch(step -> step.startsWith("SEARCH"))
          .noneMatch(step -> step.startsWith("SCAN"))
          .noneMatch(step -> step.contains("TEMP B-TREE"))
          .filteredOn(step -> step.startsWith("SEARCH"))
          .allMatch(step -> step.contains("((create_time,id)>(?,?) AND create_time<?)"));
    }
  }
}
