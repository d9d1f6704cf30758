package dev.easel.server.config;

import dev.easel.server.config.LayeredSettings.Setting;
import dev.easel.spi.ConfigurationShape;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of one instance by the shape that its kind gives. */
final class ProviderSettingsReader {
  private static final String FILE = "file:";

  private final String name;
  private final ConfigurationShape shape;
  private final LayeredSettings settings;
  private final Problems problems;
  private final Optional<Map<String, String>> sellerEnvironment;

  /**
   * A reader of one instance's settings.
   *
   * @param sellerEnvironment the environment in which the seller's own variables count; empty for
   *     an instance that another seller may stand behind, which must not get this one's key
   */
  ProviderSettingsReader(
      String name,
      ConfigurationShape shape,
      LayeredSettings settings,
      Problems problems,
      Optional<Map<String, String>> sellerEnvironment) {
    this.name = name;
    this.shape = shape;
    this.settings = settings;
    this.problems = problems;
    this.sellerEnvironment = sellerEnvironment;
  }

  /**
   * What was read.
   *
   * @param lacks required settings that nobody gave, and how to give them
   */
  record Result(ProviderConfiguration configuration, List<String> lacks) {}

  Result read() {
    Map<String, Object> values = new HashMap<>();
    List<String> lacks = new ArrayList<>();
    for (dev.easel.spi.Setting setting : shape.settings()) {
      Optional<Setting> given = given(setting);
      given.flatMap(value -> parse(setting, value)).ifPresent(v -> values.put(setting.name(), v));
      if (given.isEmpty() && setting.required()) {
        lacks.add(lack(setting));
      }
    }
    return new Result(new ProviderConfiguration(values), lacks);
  }

  /** Reads no configured value that the sandbox replaces, and no secret at all. */
  Result readSandboxed(Map<String, String> sandboxed) {
    Map<String, Object> values = new HashMap<>();
    for (dev.easel.spi.Setting setting : shape.settings()) {
      String replacement = sandboxed.get(setting.name());
      Optional<Setting> value =
          replacement != null
              ? Optional.of(new Setting(replacement, "sandbox"))
              : setting.type() == dev.easel.spi.Setting.Type.SECRET
                  ? Optional.empty()
                  : given(setting);
      value.flatMap(found -> parse(setting, found)).ifPresent(v -> values.put(setting.name(), v));
    }
    return new Result(new ProviderConfiguration(values), List.of());
  }

  private Optional<Setting> given(dev.easel.spi.Setting setting) {
    return settings
        .find(path(setting))
        .or(() -> setting.environment().flatMap(this::fromSellerEnvironment))
        .or(() -> setting.defaultValue().map(value -> new Setting(value, "default")));
  }

  private Optional<Setting> fromSellerEnvironment(String variable) {
    return sellerEnvironment
        .map(environment -> environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(value -> new Setting(value, "environment " + variable));
  }

  private Optional<Object> parse(dev.easel.spi.Setting setting, Setting value) {
    try {
      return Optional.of(
          switch (setting.type()) {
            case TEXT -> value.text();
            case URL -> ValueReader.parseUrl(value.text());
            case DURATION -> ValueReader.parseDuration(value.text());
            case SECRET -> secret(value.text());
          });
    } catch (IllegalArgumentException e) {
      boolean secret = setting.type() == dev.easel.spi.Setting.Type.SECRET;
      String shown = secret ? "" : ValueReader.shown(value.text()) + " ";
      problems.add(path(setting), shown + e.getMessage(), value.place());
      return Optional.empty();
    }
  }

  /** A secret, or what the file holds that is named in its place. */
  static Secret secret(String text) {
    if (!text.startsWith(FILE)) {
      return Secret.of(text.strip());
    }
    try {
      return Secret.of(Files.readString(Path.of(text.substring(FILE.length()))).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException("names a file that cannot be read: " + text, e);
    }
  }

  private String lack(dev.easel.spi.Setting setting) {
    return "its "
        + setting.name()
        + " (set "
        + sellerEnvironment
            .flatMap(environment -> setting.environment())
            .map(variable -> variable + " or ")
            .orElse("")
        + path(setting)
        + ")";
  }

  private String path(dev.easel.spi.Setting setting) {
    return InstanceReader.ROOT + "." + name + "." + setting.name();
  }
}
