package dev.easel.spi;

/**
 * Names one try of a job at one instance.
 *
 * @param jobId the job
 * @param number which try, from one
 */
public record AttemptKey(String jobId, int number) {}
