package dev.easel.spi;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A model, wherever it is sold.
 *
 * @param id identifier, such as {@code gpt-image-1.5}
 * @param displayName for people
 * @param retireDate when its maker switches it off, or did; empty when not announced. Sellers may
 *     go on serving it
 * @param replacement what its maker names in its place
 */
public record Model(
    String id, String displayName, Optional<LocalDate> retireDate, Optional<String> replacement) {}
