package dev.easel.server.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.easel.server.config.LayeredSettings.Setting;
import dev.easel.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads values by type. One that cannot be read is a problem, and a harmless value in its place.
 */
final class ValueReader {
  private static final int HIGHEST_PORT = 65_535;
  private static final int SHORTEST_SECRET = 32;

  private final LayeredSettings settings;
  private final Problems problems;

  ValueReader(LayeredSettings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  Optional<String> text(String path) {
    return settings.find(path).map(Setting::text).filter(text -> !text.isBlank());
  }

  Address address(String hostPath, String portPath) {
    return new Address(text(hostPath).orElse(""), integer(portPath, 0, HIGHEST_PORT));
  }

  int count(String path, int most) {
    return integer(path, 1, most);
  }

  /** Yes or no. */
  Optional<Boolean> flag(String path) {
    return settings.find(path).isPresent()
        ? read(path, text -> Optional.of(parseFlag(text)), Optional.empty())
        : Optional.empty();
  }

  private static boolean parseFlag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  Duration duration(String path) {
    return read(
        path,
        text -> {
          Duration duration = parseDuration(text);
          if (duration.isZero()) {
            throw new IllegalArgumentException("is no time at all");
          }
          return duration;
        },
        Duration.ZERO);
  }

  /** A number of bytes; zero included. */
  Optional<Long> size(String path) {
    return settings.find(path).isPresent()
        ? read(path, text -> Optional.of(parseSize(text)), Optional.empty())
        : Optional.empty();
  }

  Optional<URI> url(String path) {
    return settings.find(path).isPresent()
        ? read(path, text -> Optional.of(parseUrl(text)), Optional.empty())
        : Optional.empty();
  }

  /** A URL below which ours are, without a slash at its end. */
  Optional<URI> baseUrl(String path) {
    Optional<URI> url = url(path);
    if (url.filter(ValueReader::isMoreThanBase).isPresent()) {
      problems.add(path + ": has more than a host and a path");
    }
    return url.map(given -> URI.create(given.toString().replaceFirst("/+$", "")));
  }

  private static boolean isMoreThanBase(URI url) {
    return url.getRawQuery() != null || url.getRawFragment() != null;
  }

  /** A secret to sign with. */
  Optional<Secret> signingSecret(String path) {
    Optional<Secret> secret = secret(path);
    if (secret.filter(given -> given.reveal().length() < SHORTEST_SECRET).isPresent()) {
      problems.add(
          path
              + ": is shorter than "
              + SHORTEST_SECRET
              + " characters; make one: openssl rand -base64 32");
    }
    return secret;
  }

  /** A value that no message shows. */
  Optional<Secret> secret(String path) {
    return hidden(path, ProviderSettingsReader::secret);
  }

  /** A database's URL, which can hold a password. */
  Optional<DatabaseUrl> databaseUrl(String path) {
    return hidden(path, DatabaseUrl::parse);
  }

  private <T> Optional<T> hidden(String path, Function<String, T> parser) {
    Optional<Setting> given = settings.find(path).filter(setting -> !setting.text().isBlank());
    try {
      return given.map(setting -> parser.apply(setting.text()));
    } catch (IllegalArgumentException e) {
      problems.add(path, String.valueOf(e.getMessage()), given.orElseThrow().place());
      return Optional.empty();
    }
  }

  List<String> names(String path) {
    Optional<Setting> setting = settings.find(path);
    if (setting.isEmpty()) {
      return List.of();
    }
    if (setting.get().raw() instanceof List<?> list) {
      return list.stream().map(Object::toString).toList();
    }
    return Arrays.stream(setting.get().text().split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** One of some words, in small letters; the first stands for one that is not among them. */
  <E extends Enum<E>> E choice(String path, List<E> choices) {
    Map<String, E> words = new LinkedHashMap<>();
    choices.forEach(choice -> words.put(choice.name().toLowerCase(Locale.ROOT), choice));
    return read(
        path,
        text -> {
          E choice = words.get(text);
          if (choice == null) {
            throw new IllegalArgumentException("is none of " + String.join(", ", words.keySet()));
          }
          return choice;
        },
        choices.getFirst());
  }

  private int integer(String path, int lowest, int highest) {
    return read(
        path,
        text -> {
          int value = Integer.parseInt(text);
          if (value < lowest || value > highest) {
            throw new IllegalArgumentException();
          }
          return value;
        },
        lowest,
        "is not a whole number from " + lowest + " to " + highest);
  }

  private <T> T read(String path, Function<String, T> parser, T instead) {
    return read(path, parser, instead, "");
  }

  private <T> T read(String path, Function<String, T> parser, T instead, String complaint) {
    Setting setting = settings.find(path).orElse(new Setting("", "nowhere"));
    try {
      return parser.apply(setting.text());
    } catch (IllegalArgumentException e) {
      String message = complaint.isEmpty() ? String.valueOf(e.getMessage()) : complaint;
      problems.add(path, shown(setting.text()) + " " + message, setting.place());
      return instead;
    }
  }

  /** A value as a message may show it: not where it can hold a password. */
  static String shown(String value) {
    return value.contains("@") ? "the value" : value;
  }

  /** Reads {@code 30s}, {@code 72h}, {@code 250ms} and the like; zero included. */
  static Duration parseDuration(String text) {
    try {
      Duration duration = ConfigFactory.parseMap(Map.of("value", text)).getDuration("value");
      if (!duration.isNegative() && text.chars().anyMatch(Character::isLetter)) {
        return duration;
      }
    } catch (ConfigException e) {
      throw new IllegalArgumentException("is not a length of time, such as 30s", e);
    }
    throw new IllegalArgumentException("is not a length of time with its unit, such as 30s");
  }

  /** Reads {@code 256MiB}, {@code 1GB}, {@code 0} and the like. */
  static long parseSize(String text) {
    try {
      return ConfigFactory.parseMap(Map.of("value", text)).getMemorySize("value").toBytes();
    } catch (ConfigException | IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a size, such as 256MiB", e);
    }
  }

  /** Reads an absolute http or https URL. */
  static URI parseUrl(String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException("is not a URL", e);
    }
    throw new IllegalArgumentException("is not an http or https URL with a host");
  }
}
