package dev.easel.server.store.postgres;

import dev.easel.server.store.JobClaimsSuite;
import dev.easel.server.store.StoreUnderTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedPostgres.class)
final class PostgresJobClaimsTest extends JobClaimsSuite {
  private final PostgresServer server;

  PostgresJobClaimsTest(PostgresServer server) {
    this.server = server;
  }

  @Override
  protected StoreUnderTest open() throws Exception {
    return new PostgresStore(server);
  }
}
