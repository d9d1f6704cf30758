package dev.easel.server.store.sqlite;

import dev.easel.server.store.DocumentsUnderTest;
import dev.easel.server.store.EarlierJobsSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteEarlierJobsTest extends EarlierJobsSuite {
  @TempDir private Path folder;

  @Override
  protected DocumentsUnderTest open() throws Exception {
    return new SqliteStore(folder);
  }
}
