package dev.easel.server.store.sqlite;

import dev.easel.server.store.JobClaimsSuite;
import dev.easel.server.store.StoreUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJobClaimsTest extends JobClaimsSuite {
  @TempDir private Path folder;

  @Override
  protected StoreUnderTest open() throws Exception {
    return new SqliteStore(folder);
  }
}
