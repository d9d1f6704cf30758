package dev.easel.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class SecureStaleConnectionTest extends StaleConnectionSuite {
  @TempDir private static Path folder;

  @BeforeAll
  static void makeKeys() throws Exception {
    TestKeys.make(keys(), "localhost");
    System.setProperty("javax.net.ssl.trustStore", keys().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", TestKeys.PASSWORD);
  }

  @AfterAll
  static void forgetKeys() {
    System.clearProperty("javax.net.ssl.trustStore");
    System.clearProperty("javax.net.ssl.trustStorePassword");
  }

  private static Path keys() {
    return folder.resolve("keys.p12");
  }

  @Override
  protected ServerSocket listen() throws IOException, GeneralSecurityException {
    return TestKeys.context(keys())
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @Override
  protected String scheme() {
    return "https";
  }
}
