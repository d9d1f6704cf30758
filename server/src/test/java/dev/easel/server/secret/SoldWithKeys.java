package dev.easel.server.secret;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An Easel with an instance of every kind and preset, each with its own key, before one origin. */
final class SoldWithKeys {
  static final String FAL = "fal";
  static final String FAL_CDN = "fal-cdn";
  static final String FAL_BYOK = "fal-byok";
  static final String OPENAI = "openai";
  static final String OPENAI_CALLERS = "openai-callers";
  static final String LUMENFALL = "lumenfall";
  static final String AZURE = "azure";
  static final String AZURE_DATED = "azure-dated";
  static final String COMPATIBLE = "compatible";

  static final List<String> ALL =
      List.of(
          FAL,
          FAL_CDN,
          FAL_BYOK,
          OPENAI,
          OPENAI_CALLERS,
          LUMENFALL,
          AZURE,
          AZURE_DATED,
          COMPATIBLE);

  private final Map<String, String> flags = new HashMap<>();
  private final URI origin;

  private SoldWithKeys(URI origin) {
    this.origin = origin;
  }

  static Map<String, String> flags(URI origin, Keyring keys) {
    SoldWithKeys sold = new SoldWithKeys(origin);
    sold.fal(FAL, "fal", keys.fal());
    sold.fal(FAL_CDN, "fal", keys.fal());
    sold.set(FAL_CDN, "upload-way", "cdn");
    sold.fal(FAL_BYOK, "fal-byok", keys.falByok());
    sold.openAi(OPENAI, "openai", "/v1", keys.openAi());
    sold.openAi(OPENAI_CALLERS, "openai", "/v1", keys.openAi());
    sold.set(OPENAI_CALLERS, "caller-key", "allowed");
    sold.set(OPENAI_CALLERS, "caller-key-hosts", origin.toString());
    sold.openAi(LUMENFALL, "lumenfall", "/lumenfall/openai/v1", keys.lumenfall());
    sold.openAi(AZURE, "azure", "/azure/openai/v1", keys.azure());
    sold.openAi(AZURE_DATED, "azure", "/azure/openai", keys.azure());
    sold.set(AZURE_DATED, "generations-path", "/deployments/{model}/images/generations");
    sold.set(AZURE_DATED, "edits-path", "/deployments/{model}/images/edits");
    sold.set(AZURE_DATED, "query", "api-version=2025-04-01-preview");
    sold.openAi(COMPATIBLE, "compatible", "/v1", keys.compatible());
    sold.flags.put("jobs.max-attempts", "1");
    sold.flags.put("shutdown.grace", "1s");
    return sold.flags;
  }

  private void fal(String name, String kind, Canary key) {
    set(name, "kind", kind);
    set(name, "key", key.key());
    set(name, "queue-url", origin.toString());
    set(name, "rest-url", origin.toString());
    set(name, "result-hosts", origin.toString());
    set(name, "upload-hosts", origin.toString());
    set(name, "inline-limit", "1KiB");
  }

  private void openAi(String name, String preset, String path, Canary key) {
    set(name, "kind", "openai");
    set(name, "preset", preset);
    set(name, "key", key.key());
    set(name, "base-url", origin + path);
    set(name, "result-hosts", origin.toString());
  }

  private void set(String name, String setting, String value) {
    flags.put("providers." + name + "." + setting, value);
  }
}
