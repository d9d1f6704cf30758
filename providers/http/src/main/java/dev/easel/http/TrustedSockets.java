package dev.easel.http;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Sockets of TLS that trust whom this Java trusts. */
final class TrustedSockets {
  private TrustedSockets() {}

  /** For the first secure connection: trust stores and TLS are a tenth of a server's start. */
  static SSLSocketFactory make() {
    try {
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init((KeyStore) null);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusted.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java speaks no TLS, or its trust store is broken", e);
    }
  }
}
