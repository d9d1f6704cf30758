package dev.easel.server.domain;

import dev.easel.spi.InputFidelity;
import dev.easel.spi.OutputSpec;
import java.util.Optional;

/**
 * One instance that may serve a request, and what it would make of it.
 *
 * @param provider the instance
 * @param providerModel the model's name there
 * @param output the images wanted, the offering's defaults filled in
 * @param inputFidelity effort on the sources' details, the offering's default filled in
 * @param payer whose account would be charged
 * @param quote the price expected; empty when unknown
 */
public record Route(
    String provider,
    String providerModel,
    OutputSpec output,
    Optional<InputFidelity> inputFidelity,
    Cost.Payer payer,
    Optional<Cost> quote) {}
