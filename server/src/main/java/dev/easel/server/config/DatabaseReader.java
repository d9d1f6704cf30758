package dev.easel.server.config;

import dev.easel.spi.Secret;
import java.util.List;
import java.util.Optional;

/** Reads where the jobs' database is, where there is one beside the server. */
final class DatabaseReader {
  private static final int MOST_CONNECTIONS = 100;
  private static final List<String> ONLY_HERE =
      List.of(Keys.STORE_URL, Keys.STORE_USER, Keys.STORE_PASSWORD);

  private final LayeredSettings settings;
  private final ValueReader values;
  private final Problems problems;

  DatabaseReader(LayeredSettings settings, ValueReader values, Problems problems) {
    this.settings = settings;
    this.values = values;
    this.problems = problems;
  }

  /** Empty if jobs are kept elsewhere. */
  Optional<DatabaseSettings> read(StoreKind kind) {
    int connections = values.count(Keys.STORE_CONNECTIONS, MOST_CONNECTIONS);
    if (kind != StoreKind.POSTGRES) {
      refuseUnread();
      return Optional.empty();
    }
    if (values.text(Keys.STORE_URL).isEmpty()) {
      problems.add(
          Keys.STORE_URL
              + ": is needed where store.kind is postgres, such as postgres://host:5432/easel");
    }
    Optional<Secret> password = values.secret(Keys.STORE_PASSWORD);
    return values
        .databaseUrl(Keys.STORE_URL)
        .map(url ->
            new DatabaseSettings(
                url.jdbc(),
                values.text(Keys.STORE_USER).or(url::user),
                password.or(url::password),
                connections));
  }

  /** Whoever names a database believes that jobs are kept there. */
  private void refuseUnread() {
    ONLY_HERE.forEach(path ->
        settings
            .find(path)
            .ifPresent(given ->
                problems.add(
                    path,
                    "is read only where store.kind is postgres; set that, or leave this out",
                    given.place())));
  }
}
