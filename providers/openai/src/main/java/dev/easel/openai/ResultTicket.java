package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.http.json.JsonWriter;
import dev.easel.spi.Billing;
import dev.easel.spi.Handle;
import dev.easel.spi.Meter;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * What is needed to fetch results that are bought already, in any process.
 *
 * @param links URLs of the images by slot
 * @param billing what the seller told about the bill
 * @param servedModel the model's name at the seller
 * @param requestId the seller's identifier of the request
 */
record ResultTicket(
    Map<Integer, String> links, Billing billing, String servedModel, Optional<String> requestId) {
  private static final JsonReader READER = new JsonReader(JsonLimits.ANSWER);
  private static final int LONGEST_HANDLE = 4_096;

  ResultTicket {
    links = Map.copyOf(links);
  }

  /** The ticket in a handle; empty if no such handle was ever made here. */
  static Optional<ResultTicket> of(Handle handle) {
    try {
      Json json = READER.read(handle.value().getBytes(UTF_8));
      return json.text("model")
          .map(model ->
              new ResultTicket(
                  links(json),
                  new Billing(
                      json.number("cost_nanos").map(nanos -> new Usd(nanos.longValue())),
                      usage(json)),
                  model,
                  Optional.of(handle.requestId()).filter(id -> !id.isEmpty())));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** With as many links to missing images as fit into a handle, first those of the first slots. */
  ResultTicket fitting(IntPredicate missing) {
    ResultTicket fitting = with(Map.of());
    for (Map.Entry<Integer, String> link : new TreeMap<>(links).entrySet()) {
      Map<Integer, String> more = new TreeMap<>(fitting.links);
      more.put(link.getKey(), link.getValue());
      if (missing.test(link.getKey()) && with(more).handle().isPresent()) {
        fitting = with(more);
      }
    }
    return fitting;
  }

  private ResultTicket with(Map<Integer, String> some) {
    return new ResultTicket(some, billing, servedModel, requestId);
  }

  /** The handle; empty if there is nothing to fetch, or the URLs are too long for one. */
  Optional<Handle> handle() {
    if (links.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("model", Json.of(servedModel));
    Map<String, Json> urls = new LinkedHashMap<>();
    new TreeMap<>(links).forEach((slot, url) -> urls.put(slot.toString(), Json.of(url)));
    members.put("urls", new Json.ObjectValue(urls));
    billing.reported().ifPresent(cost -> members.put("cost_nanos", Json.of(cost.nanos())));
    Map<String, Json> usage = new LinkedHashMap<>();
    billing
        .usage()
        .forEach((meter, quantity) -> usage.put(meter.unit(), new Json.NumberValue(quantity)));
    members.put("usage", new Json.ObjectValue(usage));
    String value = new String(new JsonWriter().write(new Json.ObjectValue(members)), UTF_8);
    return value.length() > LONGEST_HANDLE
        ? Optional.empty()
        : Optional.of(new Handle(value, requestId.orElse("")));
  }

  private static Map<Integer, String> links(Json json) {
    Map<Integer, String> links = new TreeMap<>();
    if (json.find("urls").orElse(null) instanceof Json.ObjectValue(Map<String, Json> members)) {
      members.forEach(
          (slot, url) -> url.asText().ifPresent(text -> links.put(Integer.parseInt(slot), text)));
    }
    return links;
  }

  private static Map<Meter, BigDecimal> usage(Json json) {
    Map<Meter, BigDecimal> usage = new EnumMap<>(Meter.class);
    for (Meter meter : Meter.values()) {
      json.find("usage")
          .flatMap(object -> object.number(meter.unit()))
          .ifPresent(quantity -> usage.put(meter, quantity));
    }
    return usage;
  }
}
