package dev.easel.server.store.postgres;

import dev.easel.server.store.DocumentsUnderTest;
import dev.easel.server.store.EarlierJobsSuite;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedPostgres.class)
final class PostgresEarlierJobsTest extends EarlierJobsSuite {
  private final PostgresServer server;

  PostgresEarlierJobsTest(PostgresServer server) {
    this.server = server;
  }

  @Override
  protected DocumentsUnderTest open() throws Exception {
    return new PostgresStore(server);
  }
}
