package dev.easel.server.rules;

import dev.easel.server.store.postgres.PostgresServer;
import dev.easel.server.store.postgres.SharedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;

/** Across replicas of one database. */
@ExtendWith(SharedPostgres.class)
final class PostgresIdempotencyRulesTest extends IdempotencyRules {
  private final PostgresServer postgres;

  PostgresIdempotencyRulesTest(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Override
  Service open(Path folder, StagedSeller seller) throws Exception {
    return Service.replicated(folder, seller, postgres);
  }
}
