package dev.easel.server.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.ImageServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, on loopback. Closing kills it. */
final class ServerProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final ManagedChannel channel;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /** Starts one that serves when this returns. */
  static ServerProcess start(Path log, Map<String, String> settings, Optional<String> kill)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "-Dguice_bytecode_gen_option=DISABLED"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), KilledServer.class.getName()));
    settings.forEach((key, value) -> command.add(key + "=" + value));
    kill.ifPresent(where -> command.add("kill=" + where));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader output = process.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith("serving ")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the server did not start, see " + log);
    }
    return new ServerProcess(process, Integer.parseInt(line.substring("serving ".length())));
  }

  ImageServiceGrpc.ImageServiceBlockingStub images() {
    return ImageServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** For watches, which take as long as they take. */
  ImageServiceGrpc.ImageServiceBlockingStub watching() {
    return ImageServiceGrpc.newBlockingStub(channel);
  }

  BlobServiceGrpc.BlobServiceBlockingStub blobs() {
    return BlobServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until it is gone by itself. */
  boolean awaitEnd() throws InterruptedException {
    return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  boolean alive() {
    return process.isAlive();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    process.destroyForcibly();
  }
}
