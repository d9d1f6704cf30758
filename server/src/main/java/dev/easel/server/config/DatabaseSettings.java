package dev.easel.server.config;

import dev.easel.spi.Secret;
import java.util.Optional;

/**
 * A database that many servers share.
 *
 * @param url as a JDBC driver takes it, without user and password
 * @param user empty for the one that the URL or the system names
 * @param password empty where none is asked for
 * @param connections most connections that one server works on
 */
public record DatabaseSettings(
    String url, Optional<String> user, Optional<Secret> password, int connections) {}
