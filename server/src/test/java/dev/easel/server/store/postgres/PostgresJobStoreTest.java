package dev.easel.server.store.postgres;

import dev.easel.server.store.JobStoreSuite;
import dev.easel.server.store.StoreUnderTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedPostgres.class)
final class PostgresJobStoreTest extends JobStoreSuite {
  private final PostgresServer server;

  PostgresJobStoreTest(PostgresServer server) {
    this.server = server;
  }

  @Override
  protected StoreUnderTest open() throws Exception {
    return new PostgresStore(server);
  }
}
