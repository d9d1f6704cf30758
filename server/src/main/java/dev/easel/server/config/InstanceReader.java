package dev.easel.server.config;

import dev.easel.server.config.LayeredSettings.Setting;
import dev.easel.spi.ConfigurationShape;
import dev.easel.spi.ImageProviderFactory;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the provider instances. One exists where the configuration names it, and one of each kind
 * where its key is in the environment; before a sandbox, one of each kind that has one.
 */
final class InstanceReader {
  static final String ROOT = "providers";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final String KIND = "kind";
  private static final String CATALOG = "catalog";

  private final LayeredSettings settings;
  private final Problems problems;
  private final Map<String, String> environment;
  private final Map<String, ImageProviderFactory> kinds = new TreeMap<>();
  private final List<String> unusable = new ArrayList<>();

  InstanceReader(
      LayeredSettings settings,
      Problems problems,
      Map<String, String> environment,
      Collection<ImageProviderFactory> kinds) {
    this.settings = settings;
    this.problems = problems;
    this.environment = environment;
    kinds.forEach(kind -> this.kinds.put(kind.kind(), kind));
  }

  /** What cannot be made, and what it lacks. */
  List<String> unusable() {
    return List.copyOf(unusable);
  }

  /** Every path that a provider's setting can have, by the instances named so far. */
  Collection<String> knownPaths() {
    SortedSet<String> paths = new TreeSet<>();
    for (String name : names()) {
      paths.add(path(name, KIND));
      paths.add(path(name, CATALOG));
      shape(name)
          .ifPresent(
              shape -> shape.settings().forEach(setting -> paths.add(path(name, setting.name()))));
      if (shape(name).isEmpty()) {
        // Its kind is the mistake to tell, not each of its settings.
        settings.below(path(name)).forEach(setting -> paths.add(path(name, setting)));
      }
    }
    return paths;
  }

  /** Whether a path holds a secret. */
  boolean isSecret(String path) {
    String[] parts = path.split("\\.", 3);
    return parts.length == 3
        && parts[0].equals(ROOT)
        && shape(parts[1])
            .flatMap(shape -> shape.setting(parts[2]))
            .filter(setting -> setting.type() == dev.easel.spi.Setting.Type.SECRET)
            .isPresent();
  }

  List<InstanceSettings> read(Optional<URI> sandbox) {
    SortedSet<String> configured = settings.below(ROOT);
    List<InstanceSettings> instances = new ArrayList<>();
    for (String name : names()) {
      Optional<ImageProviderFactory> kind = kind(name);
      if (kind.isEmpty()) {
        complainOfKind(name);
      } else if (!NAME.matcher(name).matches()) {
        problems.add(
            path(name), "a provider's name is lower-case letters, digits and hyphens", place(name));
      } else {
        instance(name, kind.get(), sandbox, configured.contains(name)).ifPresent(instances::add);
      }
    }
    return instances;
  }

  private Optional<InstanceSettings> instance(
      String name, ImageProviderFactory kind, Optional<URI> sandbox, boolean configured) {
    Optional<Map<String, String>> sandboxed = sandbox.flatMap(kind::sandboxed);
    if (sandbox.isPresent() && sandboxed.isEmpty()) {
      if (configured) {
        unusable.add(name + " (kind " + kind.kind() + ") has no sandbox");
      }
      return Optional.empty();
    }
    ProviderSettingsReader reader =
        new ProviderSettingsReader(
            name,
            kind.configuration(),
            settings,
            problems,
            Optional.of(environment).filter(any -> name.equals(kind.kind())));
    ProviderSettingsReader.Result result =
        sandboxed.isPresent() ? reader.readSandboxed(sandboxed.get()) : reader.read();
    if (!result.lacks().isEmpty()) {
      unusable.add(
          name + " (kind " + kind.kind() + ") lacks " + String.join(" and ", result.lacks()));
      return Optional.empty();
    }
    return Optional.of(
        new InstanceSettings(name, kind.kind(), result.configuration(), catalogFile(name)));
  }

  private Optional<Path> catalogFile(String name) {
    try {
      return settings.find(path(name, CATALOG)).map(setting -> Path.of(setting.text()));
    } catch (InvalidPathException e) {
      problems.add(path(name, CATALOG) + ": is not a path");
      return Optional.empty();
    }
  }

  private SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(kinds.keySet());
    names.addAll(settings.below(ROOT));
    return names;
  }

  private Optional<ImageProviderFactory> kind(String name) {
    String kind = settings.find(path(name, KIND)).map(Setting::text).orElse(name);
    return Optional.ofNullable(kinds.get(kind));
  }

  private Optional<ConfigurationShape> shape(String name) {
    return kind(name).map(ImageProviderFactory::configuration);
  }

  private void complainOfKind(String name) {
    Optional<Setting> given = settings.find(path(name, KIND));
    String known = kinds.isEmpty() ? "none" : String.join(", ", kinds.keySet());
    problems.add(
        path(name, KIND),
        given
            .map(kind -> "no provider kind " + kind.text() + "; there are " + known)
            .orElse("a provider that is not named after its kind says its kind, of " + known),
        place(name));
  }

  private String place(String name) {
    return settings
        .find(path(name, KIND))
        .or(() ->
            settings.below(path(name)).stream()
                .findFirst()
                .flatMap(first -> settings.find(path(name, first))))
        .map(Setting::place)
        .orElse("environment");
  }

  private static String path(String... parts) {
    return ROOT + "." + String.join(".", parts);
  }
}
