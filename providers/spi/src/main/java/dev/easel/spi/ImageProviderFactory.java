package dev.easel.spi;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A provider kind, found by {@link java.util.ServiceLoader}. Has no state; safe for threads.
 * Several instances of one kind may live side by side.
 */
public interface ImageProviderFactory {
  /** The kind's name: lower-case letters, digits and hyphens, at most 32, such as {@code fal}. */
  String kind();

  /** The settings that an instance takes. */
  ConfigurationShape configuration();

  /**
   * What the seller offers under these settings, unless the operator says otherwise.
   *
   * @throws IllegalArgumentException if the settings contradict each other
   */
  Catalog catalog(ProviderConfiguration configuration);

  /**
   * The settings that send an instance to a sandbox instead of the seller, with a key that is worth
   * nothing.
   *
   * @param sandbox where the sandbox answers
   * @return the values by setting name; empty if no sandbox emulates this seller
   */
  default Optional<Map<String, String>> sandboxed(URI sandbox) {
    return Optional.empty();
  }

  /**
   * Makes an instance. Opens no connection.
   *
   * @param instance its name, for messages
   * @param configuration its settings, checked
   * @param catalog {@link #catalog}, or what the operator put in its place
   * @param context what the host lends
   */
  ImageProvider create(
      String instance,
      ProviderConfiguration configuration,
      Catalog catalog,
      ProviderContext context);
}
