package dev.easel.openai;

import dev.easel.http.AllowedHosts;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads settings over the ways of their preset. What is wrong is told by the setting's name. */
final class SettingsReader {
  private static final String HEADER_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}";
  private static final String HEADER_VALUE = "[\\x20-\\x7e]{0,1024}";
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "authorization",
          "content-type",
          "content-length",
          "accept",
          "accept-encoding",
          "host",
          "user-agent",
          "transfer-encoding",
          "connection");

  /** What {@code organization} and {@code project} are told in. */
  private static final Set<String> ACCOUNT_HEADERS =
      Set.of("openai-organization", "openai-project");

  /** The beginnings of keys that nobody but OpenAI issues. */
  private static final Set<String> OPENAI_KEYS = Set.of("sk-proj-", "sk-svcacct-", "sk-admin-");

  private final ProviderConfiguration configuration;
  private final Preset preset;
  private final Optional<URI> sandbox;

  SettingsReader(ProviderConfiguration configuration) {
    this.configuration = configuration;
    this.preset = word(OpenAiSettings.PRESET, Preset.class);
    this.sandbox = configuration.find(OpenAiSettings.SANDBOX, URI.class);
  }

  OpenAiSettings read() {
    Address address = address();
    Dialect dialect = dialect();
    AllowedHosts resultHosts = resultHosts(address);
    if (dialect.responseFormat() == ResponseFormat.URL && resultHosts.entries().isEmpty()) {
      throw wrong(
          OpenAiSettings.RESPONSE_FORMAT,
          "is url, and " + OpenAiSettings.RESULT_HOSTS + " names no host to fetch results from");
    }
    return new OpenAiSettings(
        preset,
        key(),
        callerKeys(address),
        header(
            OpenAiSettings.AUTH_HEADER,
            text(OpenAiSettings.AUTH_HEADER).orElse(preset.authHeader())),
        authPrefix(),
        address,
        headers(),
        accountHeaders(),
        dialect,
        resultHosts,
        answerTimeout());
  }

  /** A key that a variable gives to every instance must not go to a seller that it is not for. */
  private Secret key() {
    Secret key = configuration.secret(OpenAiSettings.KEY);
    if (sandbox.isPresent()) {
      return key;
    }
    if (preset.keyPrefix().filter(prefix -> !key.reveal().startsWith(prefix)).isPresent()) {
      throw wrong(
          OpenAiSettings.KEY,
          "does not begin with "
              + preset.keyPrefix().orElse("")
              + " as the keys of preset "
              + Words.of(preset)
              + " do");
    }
    boolean foreign = !preset.isOpenAi() && OPENAI_KEYS.stream().anyMatch(key.reveal()::startsWith);
    if (foreign) {
      throw wrong(
          OpenAiSettings.KEY,
          "is one of OpenAI's, and preset " + Words.of(preset) + " would send it elsewhere");
    }
    return key;
  }

  /** What callers bring is a key of OpenAI's: no other seller may see it. */
  private CallerKeys callerKeys(Address address) {
    CallerKeys callerKeys = word(OpenAiSettings.CALLER_KEY, CallerKeys.class);
    if (callerKeys != CallerKeys.NONE && !preset.isOpenAi()) {
      throw wrong(
          OpenAiSettings.CALLER_KEY,
          "is for preset openai: callers bring keys of OpenAI's, and preset "
              + Words.of(preset)
              + " would send them elsewhere");
    }
    if (callerKeys != CallerKeys.NONE && !mayGoTo(address)) {
      throw wrong(
          OpenAiSettings.CALLER_KEY,
          "would send callers' keys to "
              + address.base().getHost()
              + ", which is not among "
              + OpenAiSettings.CALLER_KEY_HOSTS);
    }
    return callerKeys;
  }

  private boolean mayGoTo(Address address) {
    return sandbox.isPresent()
        || hosts(
                OpenAiSettings.CALLER_KEY_HOSTS,
                configuration.text(OpenAiSettings.CALLER_KEY_HOSTS))
            .allows(address.base());
  }

  private Address address() {
    String generations = path(OpenAiSettings.GENERATIONS_PATH);
    return new Address(
        baseUrl(generations.contains("{model}")),
        generations,
        path(OpenAiSettings.EDITS_PATH),
        Pairs.parse(OpenAiSettings.QUERY, configuration.text(OpenAiSettings.QUERY)));
  }

  private URI baseUrl(boolean modelInPath) {
    URI url =
        sandbox
            .map(origin -> URI.create(withoutSlash(origin) + preset.sandboxPath(modelInPath)))
            .or(() -> configuration.find(OpenAiSettings.BASE_URL, URI.class))
            .or(() -> preset.baseUrl().map(URI::create))
            .orElseThrow(
                () -> wrong(OpenAiSettings.BASE_URL, "is needed with preset " + Words.of(preset)));
    if (url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
      throw wrong(
          OpenAiSettings.BASE_URL,
          "has neither user nor query nor fragment; a query goes into " + OpenAiSettings.QUERY);
    }
    return URI.create(withoutSlash(url));
  }

  private String path(String setting) {
    String path = configuration.text(setting);
    if (!path.matches("(/([A-Za-z0-9_~-][A-Za-z0-9._~-]*|\\{model\\}))+")) {
      throw wrong(setting, "is a path such as /images/generations, in which {model} may stand");
    }
    return path;
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    Pairs.parse(OpenAiSettings.HEADERS, configuration.text(OpenAiSettings.HEADERS))
        .forEach((name, value) -> {
          if (isOwn(name.toLowerCase(Locale.ROOT))) {
            throw wrong(OpenAiSettings.HEADERS, "cannot set " + name);
          }
          headers.put(header(OpenAiSettings.HEADERS, name), checked(OpenAiSettings.HEADERS, value));
        });
    return headers;
  }

  private boolean isOwn(String name) {
    return OWN_HEADERS.contains(name) || (preset.isOpenAi() && ACCOUNT_HEADERS.contains(name));
  }

  private Map<String, String> accountHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (preset.isOpenAi()) {
      text(OpenAiSettings.ORGANIZATION)
          .ifPresent(name ->
              headers.put("OpenAI-Organization", checked(OpenAiSettings.ORGANIZATION, name)));
      text(OpenAiSettings.PROJECT)
          .ifPresent(name -> headers.put("OpenAI-Project", checked(OpenAiSettings.PROJECT, name)));
    }
    return headers;
  }

  private Dialect dialect() {
    return new Dialect(
        word(OpenAiSettings.SIZE_MODE, SizeMode.class),
        text(OpenAiSettings.EDIT_TRANSPORT)
            .map(word -> word(OpenAiSettings.EDIT_TRANSPORT, EditTransport.class))
            .orElse(preset.editTransport()),
        responseFormat(),
        Pairs.parse(OpenAiSettings.MODEL_MAP, configuration.text(OpenAiSettings.MODEL_MAP)));
  }

  private ResponseFormat responseFormat() {
    String word = configuration.text(OpenAiSettings.RESPONSE_FORMAT);
    for (ResponseFormat format : ResponseFormat.values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    throw wrong(OpenAiSettings.RESPONSE_FORMAT, "is omit, url or b64_json");
  }

  private AllowedHosts resultHosts(Address address) {
    String hosts =
        sandbox
            .map(SettingsReader::withoutSlash)
            .or(() -> text(OpenAiSettings.RESULT_HOSTS))
            .orElseGet(() -> preset.resultHosts(address.base()));
    return hosts(OpenAiSettings.RESULT_HOSTS, hosts);
  }

  private static AllowedHosts hosts(String setting, String list) {
    try {
      return AllowedHosts.parse(list);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
    }
  }

  private Duration answerTimeout() {
    Duration timeout = configuration.duration(OpenAiSettings.ANSWER_TIMEOUT);
    boolean sensible =
        timeout.compareTo(Duration.ofSeconds(1)) >= 0 && timeout.compareTo(Duration.ofDays(1)) <= 0;
    if (!sensible) {
      throw wrong(OpenAiSettings.ANSWER_TIMEOUT, "is from 1s to 1d");
    }
    return timeout;
  }

  private String authPrefix() {
    return text(OpenAiSettings.AUTH_PREFIX)
        .map(word ->
            word.equals("none") ? "" : checked(OpenAiSettings.AUTH_PREFIX, word.strip()) + " ")
        .orElse(preset.authPrefix());
  }

  private static String header(String setting, String name) {
    if (!name.matches(HEADER_NAME)) {
      throw wrong(setting, "has a header name that is none");
    }
    return name;
  }

  private static String checked(String setting, String value) {
    if (!value.matches(HEADER_VALUE)) {
      throw wrong(setting, "has characters that no header can carry");
    }
    return value;
  }

  private <E extends Enum<E>> E word(String setting, Class<E> type) {
    return Words.find(type, configuration.text(setting))
        .orElseThrow(() -> wrong(setting, "is one of " + Words.all(type)));
  }

  private Optional<String> text(String setting) {
    return configuration.find(setting, String.class).filter(text -> !text.isBlank());
  }

  private static String withoutSlash(URI uri) {
    String text = uri.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static IllegalArgumentException wrong(String setting, String problem) {
    return new IllegalArgumentException(setting + " " + problem);
  }
}
