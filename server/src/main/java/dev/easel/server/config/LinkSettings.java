package dev.easel.server.config;

import dev.easel.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How links lead to images.
 *
 * @param url where the HTTP port is reached by those who follow links, without query and without a
 *     slash at its end; empty if it is not
 * @param secret what links are signed with; empty for a key that the server keeps
 * @param validity for how long a link works
 */
public record LinkSettings(Optional<URI> url, Optional<Secret> secret, Duration validity) {}
