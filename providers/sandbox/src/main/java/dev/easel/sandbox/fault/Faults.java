package dev.easel.sandbox.fault;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.JsonReader;
import dev.easel.sandbox.json.MalformedJson;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are set by rate, and their page, {@code /sandbox/faults}: GET shows them, PUT and
 * POST replace them, DELETE ends them. Safe for use by several threads.
 */
public final class Faults implements Service {

  /** The header that asks for a fault of its own request. */
  static final String HEADER = "X-Sandbox-Fault";

  private static final int LONGEST = 64 * 1024;
  // The same faults for the same requests, as long as these come one after another.
  private static final long SEED = 20_261_120;

  private final SandboxClock clock;
  private List<FaultRate> rates = List.of();
  private SplittableRandom random = new SplittableRandom(SEED);

  /** No faults yet. */
  public Faults(SandboxClock clock) {
    this.clock = clock;
  }

  /** A service that suffers from these faults. */
  public Service before(Service service) {
    return exchange -> {
      Optional<String> asked = exchange.header(HEADER);
      if (asked.isPresent() && asked.flatMap(Fault::parse).isEmpty()) {
        exchange.send(refused(400, HEADER + " asks for no fault that there is"));
        return;
      }
      Optional<Fault> fault = of(exchange);
      Optional<Reply> refusal = Optional.empty();
      if (fault.isPresent()) {
        refusal = fault.get().refusal(exchange);
      }
      if (refusal.isPresent()) {
        exchange.send(refusal.get());
        return;
      }
      if (fault.isPresent()) {
        fault.get().begin(exchange, clock);
      }
      service.handle(exchange);
    };
  }

  private Optional<Fault> of(Exchange exchange) {
    Optional<Fault> asked = exchange.header(HEADER).flatMap(Fault::parse);
    return asked.isPresent() ? asked : drawn("/" + String.join("/", exchange.path()));
  }

  private synchronized Optional<Fault> drawn(String path) {
    for (FaultRate rate : rates) {
      if (path.startsWith(rate.path()) && random.nextDouble() < rate.rate()) {
        return Optional.of(rate.fault());
      }
    }
    return Optional.empty();
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    switch (exchange.method()) {
      case "GET", "HEAD" -> exchange.send(page());
      case "PUT", "POST" -> exchange.send(replace(exchange));
      case "DELETE" -> {
        set(List.of());
        exchange.send(page());
      }
      default ->
          exchange.send(
              refused(405, "Method Not Allowed").with("Allow", "GET, HEAD, PUT, POST, DELETE"));
    }
  }

  private synchronized void set(List<FaultRate> others) {
    rates = List.copyOf(others);
    random = new SplittableRandom(SEED);
  }

  private synchronized Reply page() {
    List<Json> all = rates.stream().map(FaultRate::json).toList();
    return Reply.json(200, Json.struct().put("faults", Json.array(all)).build());
  }

  private Reply replace(Exchange exchange) throws IOException {
    Optional<byte[]> body = exchange.body(LONGEST);
    try {
      if (body.isPresent()
          && JsonReader.read(body.get()) instanceof Json.Struct struct
          && struct.members().get("faults") instanceof Json.Array(List<Json> items)) {
        List<FaultRate> others = new ArrayList<>();
        items.forEach(item -> rate(item).ifPresent(others::add));
        if (others.size() == items.size()) {
          set(others);
          return page();
        }
      }
    } catch (MalformedJson e) {
      return refused(422, e.getMessage());
    }
    return refused(
        422,
        "Expected {\"faults\":[{\"fault\":\"kind\" or \"kind=amount\",\"rate\":0 to 1,"
            + "\"path\":\"/...\"}]}");
  }

  private static Optional<FaultRate> rate(Json item) {
    if (!(item instanceof Json.Struct struct)
        || !(struct.members().get("fault") instanceof Json.Text(String text))
        || !(struct.members().get("rate") instanceof Json.Numeral number)) {
      return Optional.empty();
    }
    double rate = number.value().doubleValue();
    String path = struct.members().get("path") instanceof Json.Text(String given) ? given : "/";
    return rate < 0 || rate > 1
        ? Optional.empty()
        : Fault.parse(text).map(fault -> new FaultRate(fault, rate, path));
  }

  private static Reply refused(int status, @Nullable String text) {
    return Reply.json(status, Json.struct().put("detail", text).build());
  }
}
