package dev.easel.server.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.ImageServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, on loopback. Closing kills it. Safe for threads. */
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SERVING = "serving ";

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final int port;
  private final ManagedChannel channel;

  private ServerProcess(Process process, BufferedReader output, int port) {
    this.process = process;
    this.output = output;
    this.input = process.outputWriter(UTF_8);
    this.port = port;
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /** Starts one that serves when this returns; its log is in its home. */
  static ServerProcess start(List<String> command, Path home, Map<String, String> environment)
      throws IOException {
    Path log = home.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader output = process.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith(SERVING)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the server did not start: " + Files.readString(log));
    }
    return new ServerProcess(process, output, Integer.parseInt(line.substring(SERVING.length())));
  }

  int port() {
    return port;
  }

  ImageServiceGrpc.ImageServiceBlockingStub images() {
    return ImageServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** For watches, which take as long as they take. */
  ImageServiceGrpc.ImageServiceBlockingStub watching() {
    return ImageServiceGrpc.newBlockingStub(channel);
  }

  BlobServiceGrpc.BlobServiceBlockingStub blobs() {
    return BlobServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Lets a blow fall from now on. */
  synchronized void arm(Blow blow) throws IOException {
    input.write(blow.text());
    input.newLine();
    input.flush();
    String answer = output.readLine();
    if (!"armed".equals(answer)) {
      throw new IOException("the server says " + answer);
    }
  }

  /** Waits until it is gone by itself. */
  boolean awaitEnd() throws InterruptedException {
    return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** What it ended with. */
  int exitCode() {
    return process.exitValue();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** SIGKILL; it is gone when this returns. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Waits until it stands still after SIGSTOP. */
  boolean awaitStop() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < PATIENCE.toNanos()) {
      if (standsStill()) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  private boolean standsStill() throws IOException {
    String state = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return state.startsWith(") T", state.lastIndexOf(')'));
  }

  /** SIGCONT. */
  void resume() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-CONT", Long.toString(process.pid())).start().waitFor();
  }

  /** Lets it end in order. */
  void end() throws IOException, InterruptedException {
    input.close();
    if (!awaitEnd()) {
      throw new IOException("the server does not end");
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    process.destroyForcibly();
  }
}
