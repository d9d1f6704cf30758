package dev.easel.server.secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands between a client and a server and writes down what the client sends. */
final class Wiretap implements AutoCloseable {
  private static final int WINDOW = 64 * 1024;

  private final URI server;
  private final ServerSocket listener;
  private final Queue<ByteArrayOutputStream> recordings = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  private Wiretap(URI server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
  }

  /** Listens at a free port of loopback. */
  static Wiretap before(URI server) throws IOException {
    Wiretap tap = new Wiretap(server);
    Thread.ofVirtual().start(tap::accept);
    return tap;
  }

  /** What a client takes for the server. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The requests so far, connection by connection. */
  List<RecordedRequest> requests() {
    List<RecordedRequest> requests = new ArrayList<>();
    recordings.forEach(bytes -> requests.addAll(RecordedRequest.all(bytes.toByteArray())));
    return requests;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket upstream = new Socket();
        sockets.add(client);
        sockets.add(upstream);
        upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
        ByteArrayOutputStream recording = new ByteArrayOutputStream();
        recordings.add(recording);
        Thread.ofVirtual().start(() -> pass(client, upstream, recording));
        Thread.ofVirtual().start(() -> pass(upstream, client, OutputStream.nullOutputStream()));
      } catch (IOException e) {
        // The listener was closed, or the server is gone: the client sees its connection end.
      }
    }
  }

  /** Passes on bytes, the end, and a reset as what it is. */
  private static void pass(Socket from, Socket to, OutputStream recording) {
    byte[] buffer = new byte[WINDOW];
    try (from;
        to) {
      try {
        InputStream in = from.getInputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          recording.write(buffer, 0, count);
          to.getOutputStream().write(buffer, 0, count);
        }
      } catch (IOException e) {
        to.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // Closed already.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
