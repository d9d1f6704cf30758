package dev.easel.http.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.easel.http.TestKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;

/** A server on loopback with a certificate of its own, which is also the only one to trust. */
final class TlsServer implements AutoCloseable {
  private final Path keys;
  private final SSLServerSocket listener;
  private final UnaryOperator<String> answers;
  private final List<String> namesAsked = new CopyOnWriteArrayList<>();

  private TlsServer(Path keys, SSLServerSocket listener, UnaryOperator<String> answers) {
    this.keys = keys;
    this.listener = listener;
    this.answers = answers;
  }

  /** Starts a server for one name; it answers each path with what the function gives. */
  static TlsServer start(Path folder, String name, UnaryOperator<String> answers)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path keys = folder.resolve("keys.p12");
    TestKeys.make(keys, name);
    SSLServerSocket listener =
        (SSLServerSocket)
            TestKeys.context(keys)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    TlsServer server = new TlsServer(keys, listener, answers);
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setSNIMatchers(List.of(server.new Witness()));
    listener.setSSLParameters(parameters);
    Thread.startVirtualThread(server::accept);
    return server;
  }

  /** The certificate with its key. */
  Path keys() {
    return keys;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The names that clients asked for in their handshakes. */
  List<String> namesAsked() {
    return List.copyOf(namesAsked);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        SSLSocket socket = (SSLSocket) listener.accept();
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: no more connections.
      return;
    }
  }

  private void serve(SSLSocket socket) {
    try (socket;
        BufferedReader request =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))) {
      String path = request.readLine().split(" ", -1)[1];
      String header = request.readLine();
      while (!header.isEmpty()) {
        header = request.readLine();
      }
      socket.getOutputStream().write(answers.apply(path).getBytes(ISO_8859_1));
    } catch (IOException e) {
      // The client did not like the certificate.
      return;
    }
  }

  private final class Witness extends SNIMatcher {
    Witness() {
      super(StandardConstants.SNI_HOST_NAME);
    }

    @Override
    public boolean matches(SNIServerName name) {
      namesAsked.add(new SNIHostName(name.getEncoded()).getAsciiName());
      return true;
    }
  }
}
