package dev.easel.server.provider;

import dev.easel.server.config.Configuration;
import dev.easel.server.config.InstanceSettings;
import dev.easel.server.config.StartupException;
import dev.easel.spi.Catalog;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageProviderFactory;
import dev.easel.spi.ProviderContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The configured providers, in routing order. Immutable; safe for threads. */
public final class ProviderInstances implements Providers, AutoCloseable {
  /** The order where the operator names none: these first, then the others by name. */
  private static final List<String> DEFAULT_ORDER = List.of("fal", "openai");

  private final Map<String, ProviderInstance> instances;

  private ProviderInstances(List<ProviderInstance> instances) {
    this.instances = new LinkedHashMap<>();
    instances.forEach(instance -> this.instances.put(instance.name(), instance));
  }

  /**
   * Makes every instance that can be made.
   *
   * @throws StartupException if none can, an order names none that exists, or a catalog is wrong
   */
  public static ProviderInstances make(
      Configuration configuration, ProviderKinds kinds, ProviderContext context)
      throws StartupException {
    if (configuration.instances().isEmpty()) {
      throw new StartupException(nothingUsable(configuration));
    }
    Map<String, ImageProviderFactory> factories =
        kinds.factories().stream()
            .collect(Collectors.toMap(ImageProviderFactory::kind, factory -> factory));
    List<String> problems = new ArrayList<>();
    List<ProviderInstance> made = new ArrayList<>();
    for (InstanceSettings settings : configuration.instances()) {
      Optional.ofNullable(factories.get(settings.kind()))
          .flatMap(factory -> make(settings, factory, context, problems))
          .ifPresent(made::add);
    }
    checkOrder(configuration.routingOrder(), made, problems);
    ProviderInstances instances =
        new ProviderInstances(ordered(made, configuration.routingOrder()));
    if (!problems.isEmpty()) {
      instances.close();
      throw new StartupException(problems);
    }
    return instances;
  }

  private static Optional<ProviderInstance> make(
      InstanceSettings settings,
      ImageProviderFactory factory,
      ProviderContext context,
      List<String> problems) {
    try {
      return catalog(settings, factory, problems)
          .map(offered ->
              new ProviderInstance(
                  settings.name(),
                  settings.kind(),
                  offered,
                  factory.create(settings.name(), settings.configuration(), offered, context)));
    } catch (IllegalArgumentException e) {
      // A kind may find fault with a value that its shape lets through.
      problems.add("providers." + settings.name() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Catalog> catalog(
      InstanceSettings settings, ImageProviderFactory factory, List<String> problems) {
    return settings.catalog().isPresent()
        ? CatalogOverride.read(settings.name(), settings.catalog().get(), problems)
        : Optional.of(factory.catalog(settings.configuration()));
  }

  private static List<String> nothingUsable(Configuration configuration) {
    List<String> problems = new ArrayList<>();
    problems.add(
        "no provider is usable; give one its key, or try without any key: easel serve --sandbox");
    problems.addAll(configuration.unusable());
    return problems;
  }

  private static void checkOrder(
      List<String> order, List<ProviderInstance> made, List<String> problems) {
    List<String> names = made.stream().map(ProviderInstance::name).toList();
    order.stream()
        .filter(name -> !names.contains(name))
        .forEach(name ->
            problems.add(
                "routing.order: no provider " + name + "; usable are " + String.join(", ", names)));
  }

  private static List<ProviderInstance> ordered(
      List<ProviderInstance> instances, List<String> configured) {
    List<String> order = configured.isEmpty() ? DEFAULT_ORDER : configured;
    return instances.stream()
        .sorted(
            Comparator.comparingInt((ProviderInstance instance) -> rank(order, instance.name()))
                .thenComparing(ProviderInstance::name))
        .toList();
  }

  private static int rank(List<String> order, String name) {
    int index = order.indexOf(name);
    return index < 0 ? order.size() : index;
  }

  @Override
  public ImageProvider named(String instance) {
    ProviderInstance found = instances.get(instance);
    if (found == null) {
      throw new IllegalArgumentException("no provider " + instance);
    }
    return found.provider();
  }

  /** All of them, in routing order. */
  public List<ProviderInstance> all() {
    return List.copyOf(instances.values());
  }

  /** Their names, in routing order. */
  public List<String> names() {
    return List.copyOf(instances.keySet());
  }

  @Override
  public void close() {
    instances.values().forEach(instance -> instance.provider().close());
  }
}
