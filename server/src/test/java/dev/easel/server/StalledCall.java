package dev.easel.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/**
 * A call on a connection of its own that tells of a message of nearly 4 MiB, sends a part of it and
 * then nothing more. No library would: so its frames are made here.
 */
public final class StalledCall implements AutoCloseable {
  /** What is sent: less than a connection may have on its way. */
  public static final int SENT = 900 << 10;

  private static final int TOLD = (4 << 20) - 100;
  private static final int FRAME = 16 << 10;
  private static final byte DATA = 0;
  private static final byte HEADERS = 1;
  private static final byte RESET = 3;
  private static final byte SETTINGS = 4;
  private static final byte GO_AWAY = 7;
  private static final byte WINDOW_UPDATE = 8;
  private static final byte ACK = 1;
  private static final byte END_HEADERS = 4;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private StalledCall(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Sends what is to be sent. */
  public static StalledCall begin(int port, String method) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    try {
      socket.setSoTimeout(10_000);
      StalledCall call = new StalledCall(socket);
      call.shakeHands();
      call.send(HEADERS, END_HEADERS, 1, headers(method));
      ByteBuffer message = ByteBuffer.allocate(SENT);
      message.put((byte) 0).putInt(TOLD);
      for (int at = 0; at < SENT; at += FRAME) {
        int length = Math.min(FRAME, SENT - at);
        byte[] part = new byte[length];
        message.get(at, part);
        call.send(DATA, (byte) 0, 1, part);
      }
      return call;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** The server's settings are in force once they are acknowledged, its window once it is told. */
  private void shakeHands() throws IOException {
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    send(SETTINGS, (byte) 0, 0, new byte[0]);
    boolean settings = false;
    boolean window = false;
    while (!settings || !window) {
      byte type = read();
      settings |= type == SETTINGS;
      window |= type == WINDOW_UPDATE;
    }
    send(SETTINGS, ACK, 0, new byte[0]);
  }

  private static byte[] headers(String method) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    String[] fields = {
      ":method", "POST",
      ":scheme", "http",
      ":path", "/" + method,
      ":authority", "localhost",
      "te", "trailers",
      "content-type", "application/grpc",
    };
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      for (String text : new String[] {fields[i], fields[i + 1]}) {
        block.write(text.length());
        block.writeBytes(text.getBytes(US_ASCII));
      }
    }
    return block.toByteArray();
  }

  private void send(byte type, byte flags, int stream, byte[] payload) throws IOException {
    out.write(
        ByteBuffer.allocate(9 + payload.length)
            .put((byte) (payload.length >> 16))
            .putShort((short) payload.length)
            .put(type)
            .put(flags)
            .putInt(stream)
            .put(payload)
            .array());
  }

  /** Skips a frame; its type. */
  private byte read() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    byte type = in.readByte();
    in.skipNBytes(5L + length);
    return type;
  }

  /** Whether the server ends the call before this long has passed without a frame. */
  public boolean isRefused(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
    try {
      byte type = read();
      while (type != HEADERS && type != RESET && type != GO_AWAY) {
        type = read();
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (EOFException | SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
