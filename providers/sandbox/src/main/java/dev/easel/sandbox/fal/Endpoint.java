package dev.easel.sandbox.fal;

import java.util.List;

/**
 * One model at fal as data.
 *
 * @param id the complete id
 * @param model the family member that draws, as written on pictures
 * @param fields every input there is; others are ignored
 */
record Endpoint(EndpointId id, String model, List<Field> fields) {

  Endpoint {
    fields = List.copyOf(fields);
  }
}
