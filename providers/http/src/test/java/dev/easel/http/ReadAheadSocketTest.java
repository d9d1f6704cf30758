package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReadAheadSocketTest {
  private static final int MUCH = 3 << 20;

  private final ReadAheadWindows windows = new ReadAheadWindows(1);
  private final ReadAheadSocket socket = new ReadAheadSocket(Proxy.NO_PROXY, windows);
  private ServerSocket server;
  private Socket otherSide;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket.setReceiveBufferSize(256 << 10);
    socket.connect(server.getLocalSocketAddress());
    otherSide = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    otherSide.close();
    server.close();
  }

  /** With an end. */
  private Thread send(byte[] bytes) {
    return Thread.startVirtualThread(() -> {
      try {
        otherSide.getOutputStream().write(bytes);
        otherSide.shutdownOutput();
      } catch (IOException e) {
        // The reader may leave first.
      }
    });
  }

  private static byte[] much() {
    byte[] bytes = new byte[MUCH];
    new Random(MUCH).nextBytes(bytes);
    return bytes;
  }

  /** Until so much is there that it is worth reading ahead, then one byte of it. */
  private void readAhead() throws Exception {
    while (socket.getInputStream().available() < 32 << 10) {
      Thread.sleep(1);
    }
    assertThat(socket.getInputStream().read()).isEqualTo(Byte.toUnsignedInt(much()[0]));
    assertThat(windows.take()).isNull();
  }

  @Test
  void whatWasSentComesWholeAndInOrder() throws Exception {
    send(much());
    assertThat(socket.getInputStream().readAllBytes()).isEqualTo(much());
  }

  @Test
  void whoeverAsksForItsBytesGoesOnWhereTheOtherStopped() throws Exception {
    send(much());
    readAhead();
    InputStream another = socket.getInputStream();
    assertThat(another.readAllBytes()).isEqualTo(Arrays.copyOfRange(much(), 1, MUCH));
  }

  @Test
  void whenItIsClosedWithBytesLeftAnotherMayReadAhead() throws Exception {
    Thread sending = send(much());
    readAhead();
    InputStream left = socket.getInputStream();
    socket.close();
    sending.join();
    assertThat(windows.take()).isNotNull();
    assertThatThrownBy(left::read).isInstanceOf(IOException.class);
  }
}
