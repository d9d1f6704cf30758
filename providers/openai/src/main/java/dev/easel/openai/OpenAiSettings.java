package dev.easel.openai;

import dev.easel.http.AllowedHosts;
import dev.easel.http.Authorization;
import dev.easel.spi.ConfigurationShape;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.Secret;
import dev.easel.spi.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one instance.
 *
 * @param preset the seller
 * @param key the account's key
 * @param callerKeys whether callers bring keys of their own
 * @param authHeader the header that carries a key
 * @param authPrefix what stands before the key
 * @param address where requests go
 * @param headers headers of every request
 * @param accountHeaders headers of requests on the account's own key
 * @param dialect how the seller's API differs
 * @param resultHosts where results may be fetched from
 * @param answerTimeout how long the seller may work in silence
 */
record OpenAiSettings(
    Preset preset,
    Secret key,
    CallerKeys callerKeys,
    String authHeader,
    String authPrefix,
    Address address,
    Map<String, String> headers,
    Map<String, String> accountHeaders,
    Dialect dialect,
    AllowedHosts resultHosts,
    Duration answerTimeout) {
  static final String PRESET = "preset";
  static final String KEY = "key";
  static final String CALLER_KEY = "caller-key";
  static final String CALLER_KEY_HOSTS = "caller-key-hosts";
  static final String BASE_URL = "base-url";
  static final String ORGANIZATION = "organization";
  static final String PROJECT = "project";
  static final String GENERATIONS_PATH = "generations-path";
  static final String EDITS_PATH = "edits-path";
  static final String AUTH_HEADER = "auth-header";
  static final String AUTH_PREFIX = "auth-prefix";
  static final String HEADERS = "headers";
  static final String QUERY = "query";
  static final String MODEL_MAP = "model-map";
  static final String SIZE_MODE = "size-mode";
  static final String EDIT_TRANSPORT = "edit-transport";
  static final String RESPONSE_FORMAT = "response-format";
  static final String RESULT_HOSTS = "result-hosts";
  static final String ANSWER_TIMEOUT = "answer-timeout";
  static final String SANDBOX = "sandbox";

  static final ConfigurationShape SHAPE =
      new ConfigurationShape(
          List.of(
              Setting.optional(
                  PRESET, Setting.Type.TEXT, "openai", "the seller: " + Words.all(Preset.class)),
              Setting.requiredSecret(KEY, "OPENAI_API_KEY", "the seller's key"),
              Setting.optional(
                  CALLER_KEY,
                  Setting.Type.TEXT,
                  "none",
                  "whether callers bring keys of their own: "
                      + Words.all(CallerKeys.class)
                      + ". Where one is given, the key above is not used. At preset openai only"),
              Setting.optional(
                  CALLER_KEY_HOSTS,
                  Setting.Type.TEXT,
                  "api.openai.com,*.api.openai.com",
                  "hosts that callers' keys may go to, in the form of result-hosts: one that is not"
                      + " OpenAI's gets to see keys of OpenAI's"),
              ofPreset(BASE_URL, Setting.Type.URL, "where the API answers"),
              fromEnvironment(ORGANIZATION, "OPENAI_ORG_ID", "OpenAI organization to bill"),
              fromEnvironment(PROJECT, "OPENAI_PROJECT_ID", "OpenAI project to bill"),
              Setting.optional(
                  GENERATIONS_PATH,
                  Setting.Type.TEXT,
                  "/images/generations",
                  "path below base-url; {model} stands for the model's name at the seller"),
              Setting.optional(
                  EDITS_PATH, Setting.Type.TEXT, "/images/edits", "path below base-url, likewise"),
              ofPreset(AUTH_HEADER, Setting.Type.TEXT, "header that carries the key"),
              ofPreset(
                  AUTH_PREFIX,
                  Setting.Type.TEXT,
                  "word before the key in its header, such as Bearer; none: nothing"),
              Setting.optional(
                  HEADERS,
                  Setting.Type.TEXT,
                  "",
                  "more headers: name=value, name=value. Shown as they are: no place for secrets"),
              Setting.optional(
                  QUERY,
                  Setting.Type.TEXT,
                  "",
                  "query of every URL: api-version=preview. Shown as it is, likewise"),
              Setting.optional(
                  MODEL_MAP,
                  Setting.Type.TEXT,
                  "",
                  "names of models, or of deployments, at the seller: gpt-image-1=my-deployment"),
              Setting.optional(
                  SIZE_MODE,
                  Setting.Type.TEXT,
                  "wxh",
                  "how a size is told: " + Words.all(SizeMode.class)),
              ofPreset(
                  EDIT_TRANSPORT,
                  Setting.Type.TEXT,
                  "how sources are sent: " + Words.all(EditTransport.class)),
              Setting.optional(
                  RESPONSE_FORMAT,
                  Setting.Type.TEXT,
                  "omit",
                  "response_format to send: omit, url or b64_json"),
              ofPreset(
                  RESULT_HOSTS,
                  Setting.Type.TEXT,
                  "hosts that results may be fetched from: names, *.name, or origins such as"
                      + " http://127.0.0.1:8080, separated by commas"),
              Setting.optional(
                  ANSWER_TIMEOUT,
                  Setting.Type.DURATION,
                  "10m",
                  "how long the seller may work in silence; what is given up is still paid for"),
              ofPreset(SANDBOX, Setting.Type.URL, "a sandbox that takes the place of the seller")));

  static OpenAiSettings of(ProviderConfiguration configuration) {
    return new SettingsReader(configuration).read();
  }

  /** The worthless key has the one shape that a preset insists on. */
  static Map<String, String> sandboxed(URI sandbox) {
    return Map.of(KEY, "lmnfl_sandbox.sandbox", SANDBOX, sandbox.toString());
  }

  /** The credentials with a key. */
  Authorization credentials(Secret secret) {
    return new Authorization(authHeader, authPrefix, secret);
  }

  private static Setting ofPreset(String name, Setting.Type type, String description) {
    return new Setting(
        name,
        type,
        description + "; by default the preset's",
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static Setting fromEnvironment(String name, String variable, String description) {
    return new Setting(
        name, Setting.Type.TEXT, description, Optional.empty(), Optional.of(variable), false);
  }
}
