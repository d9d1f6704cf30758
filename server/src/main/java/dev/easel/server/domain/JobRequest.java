package dev.easel.server.domain;

import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;

/**
 * What a caller asks for, whole and unchanged while the job lives.
 *
 * @param operation what is asked
 * @param prompt what to draw
 * @param model the model, the server's default filled in
 * @param output the images wanted, as asked
 * @param options how the job is run
 */
public record JobRequest(
    Operation operation, String prompt, String model, OutputSpec output, JobOptions options) {}
