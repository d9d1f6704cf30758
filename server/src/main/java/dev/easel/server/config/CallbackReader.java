package dev.easel.server.config;

import dev.easel.spi.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/** Reads where sellers report on work, if they do. */
final class CallbackReader {
  private final ValueReader values;
  private final Problems problems;

  CallbackReader(ValueReader values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Empty if they do not. */
  Optional<CallbackSettings> read() {
    requireBoth();
    Optional<Secret> secret = values.signingSecret(Keys.CALLBACKS_SECRET);
    Optional<URI> url = values.baseUrl(Keys.CALLBACKS_URL);
    url.ifPresent(this::check);
    return url.flatMap(base -> secret.map(key -> new CallbackSettings(base, key)));
  }

  private void requireBoth() {
    boolean url = values.text(Keys.CALLBACKS_URL).isPresent();
    boolean secret = values.text(Keys.CALLBACKS_SECRET).isPresent();
    if (url && !secret) {
      problems.add(
          Keys.CALLBACKS_SECRET
              + ": is needed where callbacks.url is set, the same at every replica");
    }
    if (secret && !url) {
      problems.add(Keys.CALLBACKS_URL + ": is needed where callbacks.secret is set");
    }
  }

  private void check(URI url) {
    if (url.getScheme().equals("http") && !isLoopback(url.getHost())) {
      problems.add(
          Keys.CALLBACKS_URL
              + ": is http, which shows the addresses' tokens to the network; only a sandbox on"
              + " this machine is told such a URL");
    }
  }

  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      // A name: whom it means is not asked here.
      return false;
    }
  }
}
