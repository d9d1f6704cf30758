package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * a process that may have 256 files open, and 500 connections. Those for which there is no
 * room are closed; those that are served, and the store, notice nothing.
 */
@ExtendWith(SharedLauncher.class)
final class ConnectionFloodTest {
  private static final int FLOOD = 500;
  private static final int JOBS = 10;

  @Test
  void whatIsServedGoesOnAndTheRestIsTurnedAway(Launcher launcher, @TempDir Path home)
      throws Exception {
    SandboxOptions options = SandboxOptions.defaults().withLatency(Duration.ofMillis(300));
    try (Sandbox sandbox = Sandbox.start(options);
        ServerProcess server =
            launcher.startWithin(
                "ulimit -n 256", home, Map.of("sandbox.url", sandbox.uri().toString()))) {
      assertThat(run(server, "before").getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
      List<String> jobs = new ArrayList<>();
      List<Socket> flood = new ArrayList<>();
      try {
        for (int i = 0; i < FLOOD; i++) {
          flood.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
          if (i % (FLOOD / JOBS) == 0) {
            jobs.add(server.images().generate(request("fox " + i)).getJob().getId());
          }
        }
        long turnedAway = countClosed(flood);
        for (String job : jobs) {
          assertThat(ended(server, job).getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
        }
        System.out.printf(
            "R-37: %d of %d connections turned away, %d jobs done beside them%n",
            turnedAway, FLOOD, jobs.size());
        assertThat(turnedAway).isGreaterThan(FLOOD / 2);
      } finally {
        for (Socket socket : flood) {
          socket.close();
        }
      }
      assertThat(run(server, "after").getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
      assertThat(sandbox.ledger().count()).isEqualTo(JOBS + 2);
    }
    assertThat(Files.readString(home.resolve("log")))
        .doesNotContain(
            "Too many open files", "cannot open", "STORE_UNAVAILABLE", "found no store");
  }

  private static Job run(ServerProcess server, String prompt) {
    return ended(server, server.images().generate(request(prompt)).getJob().getId());
  }

  private static Job ended(ServerProcess server, String job) {
    return server
        .images()
        .getJob(
            GetJobRequest.newBuilder()
                .setJobId(job)
                .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(30))
                .build())
        .getJob();
  }

  private static GenerateRequest request(String prompt) {
    return GenerateRequest.newBuilder()
        .setPrompt(prompt)
        .setModel("gpt-image-1")
        .setOptions(JobOptions.newBuilder().setRequestId(prompt))
        .build();
  }

  private static long countClosed(List<Socket> sockets) throws IOException {
    long closed = 0;
    for (Socket socket : sockets) {
      closed += isClosed(socket) ? 1 : 0;
    }
    return closed;
  }

  /** A connection that was accepted stays silent for a while; one that was not has ended. */
  private static boolean isClosed(Socket socket) throws IOException {
    socket.setSoTimeout(20);
    try {
      // The server speaks first, with its settings.
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }
}
