package dev.easel.server.secret;

import java.util.ArrayList;
import java.util.List;

/** All the ways that jobs take through a server: kinds, operations, keys and faults. */
final class Ways {
  private static final List<String> OF_SUBMIT =
      List.of(
          "",
          "echo=400",
          "echo=401",
          "echo=403",
          "echo=422",
          "echo=429",
          "echo=500",
          "echo=503",
          "echo_html=400",
          "echo_html=401",
          "echo_html=403",
          "echo_html=422",
          "echo_html=429",
          "echo_html=500",
          "echo_html=503",
          "status=503",
          "reset_before",
          "reset_after",
          "truncate",
          "malformed_json",
          "wrong_type",
          "no_image");

  private static final List<String> OF_QUEUE =
      List.of(
          "status.echo=422",
          "status.echo=500",
          "status.echo_html=502",
          "status.malformed_json",
          "status.reset_before",
          "result.echo=422",
          "result.echo=500",
          "result.echo_html=502",
          "result.malformed_json",
          "result.wrong_type",
          "result.truncate",
          "file.echo=403",
          "file.echo_html=500",
          "file.no_image",
          "internal_server_error",
          "content_policy_violation",
          "downstream_service_error");

  private static final List<String> OF_STREAM =
      List.of("", "echo=400", "echo_html=500", "reset_after", "truncate", "malformed_json");

  private final List<Way> ways = new ArrayList<>();
  private final Keyring keys;

  private Ways(Keyring keys) {
    this.keys = keys;
  }

  static List<Way> all(Keyring keys) {
    Ways ways = new Ways(keys);
    SoldWithKeys.ALL.forEach(ways::throughInstance);
    return List.copyOf(ways.ways);
  }

  /** Edits, at every instance that is told of sources by an upload. */
  static List<Way> ofUploads(Keyring keys, String fault) {
    Ways ways = new Ways(keys);
    for (String provider : List.of(SoldWithKeys.FAL, SoldWithKeys.FAL_CDN, SoldWithKeys.FAL_BYOK)) {
      List<String> carried =
          provider.equals(SoldWithKeys.FAL_BYOK) ? List.of(keys.caller().key()) : List.of();
      // The word of the prompt is none that the sandbox knows: the fault comes by rate.
      ways.add(provider, true, "upload_" + fault, 0, carried);
    }
    return List.copyOf(ways.ways);
  }

  /** Those after which something of every instance is stored, what its seller echoed included. */
  static List<Way> thatStore(Keyring keys) {
    Ways ways = new Ways(keys);
    for (String provider : SoldWithKeys.ALL) {
      List<Canary> callers = ways.callersAt(provider);
      ways.stored(provider, callers.isEmpty() ? List.of() : List.of(callers.getFirst().key()));
    }
    return List.copyOf(ways.ways);
  }

  private void stored(String provider, List<String> carried) {
    for (String fault : List.of("", "echo=400", "echo=401", "echo=500", "echo_html=503")) {
      add(provider, fault.equals("echo=400"), fault, 0, carried);
    }
    if (provider.startsWith("fal")) {
      add(provider, false, "status.echo=422", 0, carried);
      add(provider, false, "result.echo=422", 0, carried);
    }
    ways.add(new Way(provider, false, "slow=700", 0, carried, true));
  }

  private void throughInstance(String provider) {
    for (Canary caller : callersAt(provider)) {
      throughInstance(provider, List.of(caller.key()));
    }
    if (!provider.equals(SoldWithKeys.FAL_BYOK)) {
      throughInstance(provider, List.of());
    }
  }

  private List<Canary> callersAt(String provider) {
    return provider.equals(SoldWithKeys.FAL_BYOK) || provider.equals(SoldWithKeys.OPENAI_CALLERS)
        ? keys.callers()
        : List.of();
  }

  private void throughInstance(String provider, List<String> carried) {
    if (carried.contains(keys.refusedCaller().key())) {
      bothWays(provider, "", carried);
      return;
    }
    OF_SUBMIT.forEach(fault -> bothWays(provider, fault, carried));
    if (provider.startsWith("fal")) {
      OF_QUEUE.forEach(fault -> add(provider, false, fault, 0, carried));
    }
    if (provider.startsWith(SoldWithKeys.OPENAI)) {
      OF_STREAM.forEach(fault -> add(provider, false, fault, 2, carried));
    }
    ways.add(new Way(provider, false, "slow=700", 0, carried, true));
  }

  private void bothWays(String provider, String fault, List<String> carried) {
    add(provider, false, fault, 0, carried);
    add(provider, true, fault, 0, carried);
  }

  private void add(
      String provider, boolean edit, String fault, int previews, List<String> carried) {
    ways.add(new Way(provider, edit, fault, previews, carried, false));
  }
}
