package dev.easel.server.secret;

import java.time.Duration;
import java.util.List;

/**
 * One way of keys through a server: a job at one instance that suffers one fault.
 *
 * @param provider the instance
 * @param edit whether it is an edit
 * @param fault the sandbox's word for what goes wrong; blank for nothing
 * @param previews how many previews are asked for
 * @param keys the keys in the call's metadata
 * @param cancelled whether it is cancelled at once
 */
record Way(
    String provider,
    boolean edit,
    String fault,
    int previews,
    List<String> keys,
    boolean cancelled) {
  static final String MODEL = "gpt-image-1";

  String prompt() {
    return fault.isEmpty() ? "a heron" : "a heron sandbox:" + fault;
  }

  /** How long it is watched: what fails after it was bought is tried for much longer than this. */
  Duration watched() {
    return fault.contains(".") ? Duration.ofSeconds(1) : Duration.ofSeconds(20);
  }
}
