package dev.easel.bench;

import java.util.Locale;

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
    long anonymousKib) {
  static final String HEADER =
      "round,server,said_ms,serving_ms,processor_ms,others_processor_ms,resident_kib,anonymous_kib";

  String line() {
    return String.format(
        Locale.ROOT,
        "%d,%s,%.1f,%.1f,%d,%d,%d,%d",
        round,
        server,
        saidMillis,
        servingMillis,
        processorMillis,
        othersMillis,
        residentKib,
        anonymousKib);
  }
}
