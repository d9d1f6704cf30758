package dev.easel.server.store.sqlite;

import dev.easel.server.store.UnreadableJobsSuite;
import dev.easel.server.store.DocumentsUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteUnreadableJobsTest extends UnreadableJobsSuite {
  @TempDir private Path folder;

  @Override
  protected DocumentsUnderTest open() throws Exception {
    return new SqliteStore(folder);
  }
}
