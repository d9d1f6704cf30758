package dev.easel.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that write all of a request before they read the first byte of its answer. */
class UnreadBodyTest {

  private static final String FAL = "/" + Fixture.APP;
  private static final String EDITS = "/v1/images/edits";
  // More than the buffers between two sockets of one machine take.
  private static final int MEBIBYTES = 40;

  private final Fixture sandbox = new Fixture(Duration.ZERO);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void refusalOfATooLongBodyArrives() throws IOException {
    assertThat(answer(FAL, "Authorization: Key id:secret\r\n", false)).contains(" 413 ");
  }

  @Test
  void refusalOfATooLongBodyInChunksArrives() throws IOException {
    assertThat(answer(FAL, "Authorization: Key id:secret\r\n", true)).contains(" 413 ");
  }

  @Test
  void refusalBeforeTheBodyIsReadArrives() throws IOException {
    assertThat(answer(FAL, "", false)).contains(" 401 ");
  }

  @Test
  void refusalOfWhatIsNoFormArrives() throws IOException {
    String headers = "Authorization: Bearer secret\r\nContent-Type: text/plain\r\n";

    assertThat(answer(EDITS, headers, false)).contains(" 400 ");
  }

  @Test
  void faultArrives() throws IOException {
    assertThat(answer(FAL, "X-Sandbox-Fault: status=503\r\n", false)).contains(" 503 ");
  }

  /** The status line of the answer to a body that is nothing in particular. */
  private String answer(String path, String headers, boolean chunked) throws IOException {
    int port = sandbox.sandbox.uri().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      String length =
          chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + (MEBIBYTES << 20);
      out.write(
          "POST %s HTTP/1.1\r\nHost: sandbox\r\n%s%s\r\n\r\n"
              .formatted(path, headers, length)
              .getBytes(US_ASCII));
      byte[] piece = new byte[1 << 20];
      for (int i = 0; i < MEBIBYTES; i++) {
        if (chunked) {
          out.write("100000\r\n".getBytes(US_ASCII));
        }
        out.write(piece);
        if (chunked) {
          out.write("\r\n".getBytes(US_ASCII));
        }
      }
      if (chunked) {
        out.write("0\r\n\r\n".getBytes(US_ASCII));
      }
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
          .readLine();
    }
  }
}
