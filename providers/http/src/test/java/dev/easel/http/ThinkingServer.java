package dev.easel.http;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A server of HTTP/2 that takes requests and says nothing to them until it has been asked a number
 * of times whether it is still there. It answers those questions, or is as deaf as a network that
 * is gone.
 */
final class ThinkingServer implements AutoCloseable {
  private static final int PREFACE = 24;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int ACK = 1;
  private static final int END = 5;

  /** The status 200, as the table of HPACK has it. */
  private static final byte[] OK = {(byte) 0x88};

  private final SSLServerSocket listener;
  private final boolean deaf;
  private final int pingsToAnswer;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger pings = new AtomicInteger();
  private int latest;
  private final CountDownLatch closed = new CountDownLatch(1);

  private ThinkingServer(SSLServerSocket listener, boolean deaf, int pingsToAnswer) {
    this.listener = listener;
    this.deaf = deaf;
    this.pingsToAnswer = pingsToAnswer;
  }

  static ThinkingServer start(Path keys, boolean deaf, int pingsToAnswer)
      throws IOException, GeneralSecurityException {
    SSLServerSocket listener =
        (SSLServerSocket)
            TestKeys.context(keys)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    listener.setSSLParameters(parameters);
    ThinkingServer server = new ThinkingServer(listener, deaf, pingsToAnswer);
    Thread.startVirtualThread(server::accept);
    return server;
  }

  URI uri() {
    return URI.create("https://localhost:" + listener.getLocalPort() + "/");
  }

  /** How many requests came. */
  int requests() {
    return requests.get();
  }

  /** How often it was asked whether it is still there. */
  int pings() {
    return pings.get();
  }

  /** Waits until the other side has left. */
  void awaitEnd() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try (SSLSocket socket = (SSLSocket) listener.accept();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      in.readFully(new byte[PREFACE]);
      frame(out, SETTINGS, 0, 0, new byte[0]);
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        take(out, type, flags, stream, payload);
      }
    } catch (IOException e) {
      // The client went away, which is its right.
      closed.countDown();
    }
  }

  private void take(DataOutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    if (type == HEADERS) {
      requests.incrementAndGet();
      latest = stream;
    } else if (type == SETTINGS && (flags & ACK) == 0) {
      frame(out, SETTINGS, ACK, 0, new byte[0]);
    } else if (type == PING && (flags & ACK) == 0) {
      int asked = pings.incrementAndGet();
      if (!deaf) {
        frame(out, PING, ACK, 0, payload);
      }
      if (asked == pingsToAnswer) {
        frame(out, HEADERS, END, latest, OK);
      }
    }
  }

  private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
  }
}
