package dev.easel.sandbox.web;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes what listens: plain HTTP, or HTTP and HTTPS on one port. */
final class Connectors {

  // Of a store that never leaves memory.
  private static final String PASSWORD = "sandbox";

  private Connectors() {}

  static ServerConnector listening(Server server, Optional<Tls> tls) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    if (tls.isEmpty()) {
      return new ServerConnector(server, 1, 1, http);
    }
    // Whatever name it is asked for by: clients are led here from the sellers' own names.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    DetectorConnectionFactory detector =
        new DetectorConnectionFactory(
            new SslConnectionFactory(contexts(tls.get()), http.getProtocol()));
    return new ServerConnector(server, 1, 1, detector, http);
  }

  private static SslContextFactory.Server contexts(Tls tls) {
    SslContextFactory.Server contexts = new SslContextFactory.Server();
    try {
      contexts.setKeyStore(tls.store(PASSWORD.toCharArray()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the key does not fit its certificate", e);
    }
    contexts.setKeyStorePassword(PASSWORD);
    contexts.setSniRequired(false);
    return contexts;
  }
}
