package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.StalledCall;
import dev.easel.v1.ImageServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * a server whose memory for connections is exhausted says so, and ends, so that another one
 * takes its place. Its memory is less than what its requests may have, and many that never end fill
 * it.
 */
@ExtendWith(SharedLauncher.class)
final class MemoryExhaustionTest {
  private static final int STALLING = 12;
  private static final Duration HOLD = Duration.ofMillis(300);
  private static final List<String> LITTLE = List.of("-XX:MaxDirectMemorySize=6m");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void itIsToldThenEndedAndTheNextProcessServes(Launcher launcher, @TempDir Path home)
      throws Exception {
    int port = freePort();
    Map<String, String> settings = Map.of("http.port", Integer.toString(port));
    try (ServerProcess server = launcher.start(home, settings, LITTLE)) {
      assertThat(health(port)).isEqualTo(200);
      long begun = System.nanoTime();
      AtomicBoolean going = new AtomicBoolean(true);
      // One call that never ends is waited for at the stop, and meanwhile the word can be heard.
      try (StalledCall _ = stalled(server.port());
          ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < STALLING; i++) {
          callers.execute(() -> stall(server.port(), going));
        }
        try {
          awaitHealth(port, 503);
          Duration told = since(begun);
          assertThat(server.awaitEnd()).isTrue();
          System.out.printf(
              "R-36: not serving after %d ms, ended with %d after %d ms%n",
              told.toMillis(), server.exitCode(), since(begun).toMillis());
          assertThat(told).isLessThan(Duration.ofMinutes(1));
          assertThat(server.exitCode()).isEqualTo(70);
        } finally {
          going.set(false);
        }
      }
    }
    assertThat(Files.readString(home.resolve("log"))).contains("memory");
    long begun = System.nanoTime();
    try (ServerProcess next = launcher.start(home, settings, LITTLE)) {
      assertThat(health(port)).isEqualTo(200);
      System.out.printf("R-36: serving again after %d ms%n", since(begun).toMillis());
      assertThat(next.alive()).isTrue();
    } finally {
      http.close();
    }
  }

  /** Whoever closes a server waits for its store, and may wait for ever. */
  @Test
  void itEndsThoughItsStopHangs(Launcher launcher, @TempDir Path home) throws Exception {
    Map<String, String> settings = Map.of("shutdown.grace", "1s");
    try (ServerProcess server = launcher.start(home, settings, LITTLE)) {
      server.arm(new Blow.Stop(Set.of(Failpoint.BEFORE_LEAVE), 2));
      AtomicBoolean going = new AtomicBoolean(true);
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < STALLING; i++) {
          callers.execute(() -> stall(server.port(), going));
        }
        try {
          long begun = System.nanoTime();
          assertThat(server.awaitEnd()).isTrue();
          System.out.printf(
              "R-36: ended with %d after %d ms, though its stop hangs%n",
              server.exitCode(), since(begun).toMillis());
          assertThat(server.exitCode()).isEqualTo(70);
        } finally {
          going.set(false);
        }
      }
    }
    assertThat(Files.readString(home.resolve("log"))).contains("memory");
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Of a kind that is never refused for want of memory, since it looks at a job. */
  private static StalledCall stalled(int port) throws IOException {
    return StalledCall.begin(port, ImageServiceGrpc.getGetJobMethod().getFullMethodName());
  }

  private static void stall(int port, AtomicBoolean going) {
    while (going.get()) {
      try (StalledCall _ = stalled(port)) {
        Thread.sleep(HOLD);
      } catch (IOException e) {
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitHealth(int port, int status) throws Exception {
    long begun = System.nanoTime();
    while (health(port) != status) {
      assertThat(since(begun)).isLessThan(Duration.ofSeconds(60));
      Thread.sleep(50);
    }
  }

  private int health(int port) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/healthz");
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
