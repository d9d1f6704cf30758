package dev.easel.server.store.postgres;

import dev.easel.spi.Secret;
import java.util.Optional;

/**
 * How a PostgreSQL database is reached.
 *
 * @param url as the JDBC driver takes it, without user and password
 * @param user empty for the one that the URL or the system names
 * @param password empty where none is asked for
 * @param connections most connections that work is done on; three more listen, notify and keep the
 *     lease
 */
public record PostgresSettings(
    String url, Optional<String> user, Optional<Secret> password, int connections) {}
