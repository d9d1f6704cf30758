package dev.easel.spi;

import java.util.Optional;

/**
 * What a provider is asked to make. Every option has been checked against the offering, and every
 * default filled in.
 *
 * @param operation what is asked
 * @param prompt what to draw, passed on byte for byte
 * @param model the model, one of the instance's catalog
 * @param output the images wanted
 * @param inputFidelity effort spent on keeping the sources' details, where the offering has the
 *     option
 * @param priority place in the seller's queue, where it has lanes
 * @param previewCount unfinished images wanted for each image
 * @param endUser stable pseudonym of the end user, for sellers that ask for one
 */
public record ImageWork(
    Operation operation,
    String prompt,
    String model,
    OutputSpec output,
    Optional<InputFidelity> inputFidelity,
    Priority priority,
    int previewCount,
    Optional<String> endUser) {}
