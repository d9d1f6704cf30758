package dev.easel.server.watch;

/**
 * One event of a job.
 *
 * @param sequence its position, from one
 * @param maySkip whether a slow reader may miss it
 * @param end whether the job is over with it
 * @param content what happened, equal to itself wherever it is told
 */
public record Happening(long sequence, boolean maySkip, boolean end, Object content) {}
