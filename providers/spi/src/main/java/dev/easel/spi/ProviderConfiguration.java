package dev.easel.spi;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one instance, already checked against its {@link ConfigurationShape}: each value
 * is a {@link String}, {@link URI}, {@link Duration} or {@link Secret} by the type of its setting.
 *
 * @param values values by setting name; a setting without default that was not given is absent
 */
public record ProviderConfiguration(Map<String, Object> values) {
  public ProviderConfiguration {
    values = Map.copyOf(values);
  }

  /** The value of a setting of type text. */
  public String text(String name) {
    return required(name, String.class);
  }

  /** The value of a setting of type URL. */
  public URI url(String name) {
    return required(name, URI.class);
  }

  /** The value of a setting of type duration. */
  public Duration duration(String name) {
    return required(name, Duration.class);
  }

  /** The value of a setting of type secret. */
  public Secret secret(String name) {
    return required(name, Secret.class);
  }

  /** The value of a setting that may be absent. */
  public <T> Optional<T> find(String name, Class<T> type) {
    @Nullable Object value = values.get(name);
    return value == null ? Optional.empty() : Optional.of(type.cast(value));
  }

  private <T> T required(String name, Class<T> type) {
    return find(name, type)
        .orElseThrow(() -> new NoSuchElementException("the setting " + name + " has no value"));
  }
}
