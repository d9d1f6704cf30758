package dev.easel.server.config;

import dev.easel.http.egress.EgressExceptions;
import dev.easel.server.config.LayeredSettings.Setting;
import dev.easel.spi.ImageProviderFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one configuration, finding all that is wrong with it before it gives up. */
final class ConfigurationReader {
  /** What Kubernetes sets for services whose names begin with easel; not meant for us. */
  private static final Pattern KUBERNETES =
      Pattern.compile(
          "EASEL_(\\w+_)?(SERVICE_(HOST|PORT)(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)");

  /** Read by the launcher and the command line, before there is a configuration. */
  private static final List<String> NOT_SETTINGS =
      List.of(
          "EASEL_SERVER", "EASEL_JAVA_HOME", "EASEL_JAVA_OPTS", "EASEL_CONFIG", "EASEL_LOG_LEVEL");

  private static final Duration SHORTEST_RETENTION = Duration.ofHours(24);
  private static final int MOST_ATTEMPTS = 10;
  private static final int MOST_RUNNING = 100_000;
  private static final int MOST_KEPT = 10_000_000;
  private static final int MOST_UPLOADS = 10_000;
  private static final long FEWEST_REQUEST_BYTES = 8L << 20;

  private final ConfigurationLayers layers;
  private final Problems problems = new Problems();
  private final LayeredSettings settings;
  private final ValueReader values;
  private final InstanceReader instances;

  ConfigurationReader(ConfigurationLayers layers, Collection<ImageProviderFactory> kinds) {
    this.layers = layers;
    this.settings = new LayeredSettings(layers, problems);
    this.values = new ValueReader(settings, problems);
    this.instances = new InstanceReader(settings, problems, layers.environment(), kinds);
  }

  Configuration read() throws StartupException {
    applyEnvironment();
    layers.flags().forEach((path, value) -> settings.put(path, value, "command line"));
    refuseUnknownKeys();
    requireText();
    Optional<java.net.URI> sandbox = values.url(Keys.SANDBOX_URL);
    List<InstanceSettings> usable = instances.read(sandbox);
    StoreKind store = values.choice(Keys.STORE_KIND, List.of(StoreKind.values()));
    Configuration configuration =
        new Configuration(
            values.address(Keys.GRPC_HOST, Keys.GRPC_PORT),
            values.address(Keys.HTTP_HOST, Keys.HTTP_PORT),
            dataFolder(),
            values.size(Keys.DATA_RESERVE),
            store,
            new DatabaseReader(settings, values, problems).read(store),
            new BucketReader(settings, values, problems, layers.environment()).read(),
            sandbox,
            values.text(Keys.DEFAULT_MODEL),
            values.names(Keys.ROUTING_ORDER),
            retention(),
            values.count(Keys.JOBS_MAX_KEPT, MOST_KEPT),
            values.size(Keys.JOBS_MAX_KEPT_BYTES),
            values.duration(Keys.JOBS_EXECUTION_TIMEOUT),
            values.count(Keys.JOBS_MAX_ATTEMPTS, MOST_ATTEMPTS),
            values.count(Keys.JOBS_MAX_RUNNING, MOST_RUNNING),
            sourceExceptions(),
            requestBytes(),
            values.duration(Keys.UPLOADS_RETENTION),
            values.count(Keys.UPLOADS_MAX_OPEN, MOST_UPLOADS),
            new CallbackReader(values, problems).read(),
            new LinkReader(values, problems).read(store),
            values.duration(Keys.SHUTDOWN_GRACE),
            usable,
            instances.unusable(),
            render(usable));
    problems.throwIfAny();
    return configuration;
  }

  private void applyEnvironment() {
    Map<String, String> byVariable = new java.util.HashMap<>();
    knownPaths().forEach(path -> byVariable.put(Key.environmentName(path), path));
    layers
        .environment()
        .forEach((variable, value) -> {
          if (!variable.startsWith("EASEL_")
              || NOT_SETTINGS.contains(variable)
              || value.isBlank()
              || isFromKubernetes(variable, value)) {
            return;
          }
          String path = byVariable.get(variable);
          if (path == null) {
            problems.add(
                variable,
                "no such setting" + didYouMean(variable, byVariable.keySet()),
                "environment");
          } else {
            settings.put(path, value, "environment " + variable);
          }
        });
  }

  private static boolean isFromKubernetes(String variable, String value) {
    return KUBERNETES.matcher(variable).matches()
        || (variable.endsWith("_PORT") && value.matches("(tcp|udp|sctp)://.*"));
  }

  private void refuseUnknownKeys() {
    Collection<String> known = knownPaths();
    settings
        .all()
        .forEach((path, setting) -> {
          if (!known.contains(path)) {
            problems.add(path, "no such setting" + didYouMean(path, known), setting.place());
          }
        });
  }

  private Collection<String> knownPaths() {
    TreeSet<String> known = new TreeSet<>(instances.knownPaths());
    Keys.ALL.forEach(key -> known.add(key.name()));
    return known;
  }

  private static String didYouMean(String word, Collection<String> words) {
    return Nearest.to(word, words).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private Path dataFolder() {
    String folder = values.text(Keys.DATA_FOLDER).orElse(".");
    try {
      return folder.startsWith("~/")
          ? Path.of(System.getProperty("user.home", "."), folder.substring(2))
          : Path.of(folder).toAbsolutePath();
    } catch (InvalidPathException e) {
      problems.add(Keys.DATA_FOLDER + ": is not a path");
      return Path.of(".");
    }
  }

  private EgressExceptions sourceExceptions() {
    try {
      return values
          .text(Keys.SOURCES_ALLOWED)
          .map(EgressExceptions::parse)
          .orElse(EgressExceptions.none());
    } catch (IllegalArgumentException e) {
      problems.add(Keys.SOURCES_ALLOWED + ": " + e.getMessage());
      return EgressExceptions.none();
    }
  }

  /** Shorter, a running job could lose its name and its images, and be bought again. */
  private Duration retention() {
    Duration retention = values.duration(Keys.JOBS_RETENTION);
    if (retention.isPositive() && retention.compareTo(SHORTEST_RETENTION) < 0) {
      problems.add(
          Keys.JOBS_RETENTION
              + ": is below "
              + SHORTEST_RETENTION.toHours()
              + "h, the time for which a request_id is promised to be remembered");
    }
    return retention;
  }

  /** Less, and two of the largest requests would keep each other out. */
  private Optional<Long> requestBytes() {
    Optional<Long> bytes = values.size(Keys.REQUESTS_MAX_BYTES);
    if (bytes.filter(given -> given < FEWEST_REQUEST_BYTES).isPresent()) {
      problems.add(Keys.REQUESTS_MAX_BYTES + ": is below 8MiB, twice the largest request");
    }
    return bytes;
  }

  private void requireText() {
    for (String path : List.of(Keys.GRPC_HOST, Keys.HTTP_HOST, Keys.DATA_FOLDER)) {
      if (values.text(path).isEmpty()) {
        problems.add(path + ": is blank; leave it out for the default");
      }
    }
  }

  private String render(List<InstanceSettings> usable) {
    TreeMap<String, String> lines = new TreeMap<>();
    usable.forEach(instance ->
        instance
            .configuration()
            .values()
            .forEach((name, value) ->
                lines.put(
                    "%s.%s.%s".formatted(InstanceReader.ROOT, instance.name(), name),
                    value + "  # in effect")));
    settings
        .all()
        .forEach(
            (path, setting) -> lines.put(path, shown(path, setting) + "  # " + setting.place()));
    return lines.entrySet().stream()
        .map(line -> "%-32s = %s".formatted(line.getKey(), line.getValue()))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private String shown(String path, Setting setting) {
    return instances.isSecret(path) || Keys.isSecret(path) ? "[secret]" : setting.text();
  }
}
