package dev.easel.server.domain;

import dev.easel.spi.ProviderFailure;
import java.time.Instant;

/**
 * That it is not known what became of a paid request.
 *
 * @param since when that was found
 * @param failure how the sight of it was lost
 */
public record Doubt(Instant since, ProviderFailure failure) {}
