package dev.easel.server.store.sqlite;

import java.nio.file.Path;

/** What the store's file holds is not what was written to it. */
public final class DamagedStoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Names the row.
   *
   * @param file the database
   * @param key what the row is found by
   */
  DamagedStoreException(Path file, String table, String key) {
    super("%s is damaged: in table %s, %s is not as it was written".formatted(file, table, key));
  }
}
