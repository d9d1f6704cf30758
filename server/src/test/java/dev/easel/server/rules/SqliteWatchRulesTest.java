package dev.easel.server.rules;

import java.nio.file.Path;

/** Across a restart over the same data folder. */
final class SqliteWatchRulesTest extends WatchRules {
  @Override
  Service open(Path folder, StagedSeller seller) throws Exception {
    return Service.sidecar(folder, seller);
  }
}
