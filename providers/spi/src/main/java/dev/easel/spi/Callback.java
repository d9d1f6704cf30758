package dev.easel.spi;

/**
 * Where a seller may report on one attempt. Who knows the token may speak of that attempt, so that
 * it is told to nobody but the seller.
 *
 * @param address an http or https URL without query, fragment or a slash at its end
 * @param token the rest of its path, of letters, digits, hyphens and underscores
 */
public record Callback(String address, Secret token) {
  /** The whole URL. */
  public Secret url() {
    return Secret.of(address + "/" + token.reveal());
  }
}
