package dev.easel.server.provider;

import dev.easel.spi.ImageProviderFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** The provider kinds on the class path, in the order of their names. Immutable. */
public final class ProviderKinds {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private final List<ImageProviderFactory> factories;

  private ProviderKinds(List<ImageProviderFactory> factories) {
    this.factories = List.copyOf(factories);
  }

  /**
   * Finds the kinds by ServiceLoader.
   *
   * @throws IllegalStateException if there is none, one without a proper name, or two of one name;
   *     the message lists what there is
   */
  public static ProviderKinds find() {
    List<ImageProviderFactory> found = new ArrayList<>();
    try {
      ServiceLoader.load(ImageProviderFactory.class).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new IllegalStateException("a provider module cannot be loaded: " + e.getMessage(), e);
    }
    return of(found);
  }

  /**
   * Takes these kinds.
   *
   * @throws IllegalStateException as {@link #find()} does
   */
  public static ProviderKinds of(List<ImageProviderFactory> found) {
    List<ImageProviderFactory> sorted =
        found.stream().sorted(Comparator.comparing(ImageProviderFactory::kind)).toList();
    if (sorted.isEmpty()) {
      throw new IllegalStateException(
          "no provider module is on the class path; put one there, such as easel-fal");
    }
    for (int i = 0; i < sorted.size(); i++) {
      String kind = sorted.get(i).kind();
      if (!NAME.matcher(kind).matches()) {
        throw new IllegalStateException(
            "a provider kind is named \"%s\" (%s); names are lower-case letters, digits and hyphens"
                .formatted(kind, describe(sorted)));
      }
      if (i > 0 && kind.equals(sorted.get(i - 1).kind())) {
        throw new IllegalStateException(
            "two provider modules are of the kind %s; there are %s"
                .formatted(kind, describe(sorted)));
      }
    }
    return new ProviderKinds(sorted);
  }

  /** The kinds, by name. */
  public List<ImageProviderFactory> factories() {
    return factories;
  }

  private static String describe(List<ImageProviderFactory> factories) {
    return String.join(
        ", ",
        factories.stream()
            .map(factory -> factory.kind() + " from " + factory.getClass().getName())
            .toList());
  }
}
