package dev.easel.server.domain;

import dev.easel.spi.Meter;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One line of a cost.
 *
 * @param meter what was metered
 * @param quantity how many
 * @param amount the line's total; empty when the price book has no price for it
 */
public record CostItem(Meter meter, BigDecimal quantity, Optional<Usd> amount) {}
