package dev.easel.sandbox.fault;

import dev.easel.sandbox.json.Json;

/**
 * A fault that befalls a share of all requests.
 *
 * @param fault what befalls them
 * @param rate their share, from 0 to 1
 * @param path what their path begins with
 */
record FaultRate(Fault fault, double rate, String path) {

  Json json() {
    return Json.struct()
        .put("fault", fault.text())
        .put("rate", new Json.Numeral(Double.toString(rate)))
        .put("path", path)
        .build();
  }
}
