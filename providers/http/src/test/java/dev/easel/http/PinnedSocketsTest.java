package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PinnedSocketsTest {
  private final List<SocketAddress> dialled = new ArrayList<>();
  private final PinnedSockets sockets =
      new PinnedSockets(
          Set.of(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("2606:4700::1")),
          (_, address, _) -> dialled.add(address),
          new ReadAheadWindows(1));

  @Test
  void areConnectedToTheirAddresses() throws Exception {
    for (String literal : List.of("8.8.8.8", "2606:4700::1")) {
      try (Socket socket = sockets.createSocket()) {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(literal), 443), 1_000);
      }
    }
    assertThat(dialled).hasSize(2);
  }

  @Test
  void areConnectedToNoOther() throws Exception {
    List<SocketAddress> others =
        List.of(
            new InetSocketAddress(InetAddress.ofLiteral("8.8.4.4"), 443),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 443),
            InetSocketAddress.createUnresolved("example.com", 443));
    for (SocketAddress other : others) {
      try (Socket socket = sockets.createSocket()) {
        assertThatThrownBy(() -> socket.connect(other, 1_000)).isInstanceOf(ConnectException.class);
      }
    }
    InetAddress pinned = InetAddress.ofLiteral("8.8.8.8");
    assertThatThrownBy(() -> sockets.createSocket(pinned, 443))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(dialled).isEmpty();
  }
}
