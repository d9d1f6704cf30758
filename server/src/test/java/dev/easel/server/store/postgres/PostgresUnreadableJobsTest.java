package dev.easel.server.store.postgres;

import dev.easel.server.store.UnreadableJobsSuite;
import dev.easel.server.store.DocumentsUnderTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedPostgres.class)
final class PostgresUnreadableJobsTest extends UnreadableJobsSuite {
  private final PostgresServer server;

  PostgresUnreadableJobsTest(PostgresServer server) {
    this.server = server;
  }

  @Override
  protected DocumentsUnderTest open() throws Exception {
    return new PostgresStore(server);
  }
}
