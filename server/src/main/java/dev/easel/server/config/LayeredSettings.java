package dev.easel.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The layers laid over each other: values by path, each with its place. */
final class LayeredSettings {
  private static final String DEFAULT = "default";

  /**
   * A value.
   *
   * @param raw what was given
   * @param place where
   */
  record Setting(Object raw, String place) {
    String text() {
      return raw.toString();
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
      return "a value from " + place;
    }
  }

  private final Map<String, Setting> settings = new TreeMap<>();

  /** Lays the layers over each other; a file that cannot be read is a problem and left out. */
  LayeredSettings(ConfigurationLayers layers, Problems problems) {
    Keys.ALL.forEach(key -> key.defaultValue().ifPresent(value -> put(key.name(), value, DEFAULT)));
    layers.file().ifPresent(file -> putFile(file, problems));
  }

  void put(String path, Object value, String place) {
    settings.put(path, new Setting(value, place));
  }

  Optional<Setting> find(String path) {
    return Optional.ofNullable(settings.get(path));
  }

  Map<String, Setting> all() {
    return Map.copyOf(settings);
  }

  /** The names one level below a path. */
  java.util.SortedSet<String> below(String path) {
    java.util.SortedSet<String> names = new java.util.TreeSet<>();
    for (String key : settings.keySet()) {
      if (key.startsWith(path + ".")) {
        String rest = key.substring(path.length() + 1);
        names.add(rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest);
      }
    }
    return names;
  }

  private void putFile(Path file, Problems problems) {
    try {
      // Without the process's environment: what counts of it is read by name, and never before a
      // sandbox.
      Config config =
          ConfigFactory.parseFile(
                  file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
              .resolve(ConfigResolveOptions.noSystem());
      Map<String, ConfigValue> values = new HashMap<>();
      config.entrySet().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
      values.forEach((path, value) ->
          put(
              String.join(".", ConfigUtil.splitPath(path)),
              value.unwrapped(),
              file.getFileName() + ":" + value.origin().lineNumber()));
    } catch (ConfigException e) {
      problems.add("the configuration file " + file + " cannot be read: " + explain(e));
    }
  }

  /** Without the text at fault, which may be a secret. */
  private static String explain(ConfigException e) {
    return switch (e) {
      case ConfigException.UnresolvedSubstitution ignored ->
          "a ${substitution} in it names nothing; the environment is read without any";
      case ConfigException.Parse parse when parse.origin() != null ->
          "line " + parse.origin().lineNumber() + " is not HOCON; is a quote or an = missing?";
      case ConfigException.IO ignored -> "is it there, and readable?";
      default -> "it is not valid HOCON";
    };
  }
}
