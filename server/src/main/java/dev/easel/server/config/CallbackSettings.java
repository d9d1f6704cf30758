package dev.easel.server.config;

import dev.easel.spi.Secret;
import java.net.URI;

/**
 * Where sellers report on work.
 *
 * @param url where the HTTP port is reached from outside, without query and without a slash at its
 *     end
 * @param secret what the tokens of the addresses below it are made with
 */
public record CallbackSettings(URI url, Secret secret) {}
