package dev.easel.bench;

/**
 * One start of one server.
 *
 * @param round which round, from 1
 * @param server its name
 * @param saidMillis from the process's start to its own word that it serves
 * @param servingMillis from the process's start to the first SERVING
 * @param processorMillis processor time it had used by then
 * @param othersMillis processor time that everything but it and the prober used meanwhile
 * @param residentKib its memory after a while at rest
 * @param anonymousKib the part of it that is no file's
 */
record Sample(
    int round,
    String server,
    double saidMillis,
    double servingMillis,
    long processorMillis,
    long othersMillis,
    long residentKib,
    long anonymousKib) {}
