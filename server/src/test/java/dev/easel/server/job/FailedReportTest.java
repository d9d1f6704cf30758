package dev.easel.server.job;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.easel.server.web.CallbackPage;
import dev.easel.server.web.HttpPort;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** However a report goes wrong, the address that it came to is not told on. */
final class FailedReportTest {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Callbacks callbacks =
      new Callbacks(URI.create("http://easel.example"), Secret.of("what-tokens-are-made-with"));
  private final AttemptKey attempt = new AttemptKey("01ARZ3NDEKTSV4RRFFQ69G5FAV", 1);

  @TempDir private Path folder;
  private EngineRig rig;
  private HttpPort port;

  @BeforeEach
  void start() throws IOException {
    rig = new EngineRig(folder, Map.of("fal", new ScriptedProvider()));
    JobSettings settings =
        new JobSettings(
            Duration.ofDays(3),
            new KeptVolume(10, 1L << 20),
            Duration.ofMinutes(20),
            3,
            5,
            JobMemory.of(1L << 30),
            Optional.of(callbacks));
    Reports reports =
        new Reports(
            rig.wavering.port(JobStore.class, rig.store),
            rig.engine,
            instance -> {
              throw new IllegalArgumentException(instance);
            },
            settings,
            rig.time.clockwork());
    // With two connections it is full, and nobody may be silent for longer than a second.
    port =
        HttpPort.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            executor,
            2,
            new CallbackPage(reports));
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
    port.close();
    rig.close();
    executor.close();
  }

  /** The first line of the answer to a report that is said to be this long. */
  private String send(String body, int length) throws IOException {
    URI url = URI.create(callbacks.of("fal", attempt).url().reveal());
    try (Socket socket = connected()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      write(
          socket,
          "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n"
              .formatted(url.getPath(), length));
      assertThat(answer.readLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(answer.readLine()).isEmpty();
      try (Socket another = connected()) {
        assertThat(another.isConnected()).isTrue();
        write(socket, body);
        return answer.readLine();
      }
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private Socket connected() throws IOException {
    return new Socket(port.address().getAddress(), port.address().getPort());
  }

  private void assertLogged(String words) {
    String token = callbacks.of("fal", attempt).token().reveal();
    List<String> lines =
        List.copyOf(log.list).stream()
            .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
            .map(event ->
                event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy())))
            .toList();
    assertThat(lines.stream().collect(Collectors.joining("\n")))
        .contains(words)
        .contains(attempt.jobId())
        .doesNotContain(token)
        .doesNotContain("/v1/callbacks/");
  }

  @Test
  void aStoreThatBreaksAtIt() throws IOException {
    rig.wavering.abhor("find", arguments -> true);
    assertThat(send("{}", 2)).isEqualTo("HTTP/1.1 503 Service Unavailable");
    assertLogged("a report could not be taken");
  }

  @Test
  void aSenderThatFallsSilent() throws IOException {
    assertThat(send("{", 2)).isEqualTo("HTTP/1.1 400 Bad Request");
    assertLogged("a report broke off");
  }
}
