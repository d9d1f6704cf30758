package dev.easel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server started as a process of its own, ended by its process id and by no other means. */
public final class Child implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Contender contender;
  private final Path folder;
  private final long startNanos;
  private final Process process;
  // A prober that is stopped half-way leaves no server behind.
  private final Thread lastAct;
  private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();

  private Child(Contender contender, Path folder) throws IOException {
    this.contender = contender;
    this.folder = folder;
    ProcessBuilder builder =
        new ProcessBuilder(contender.commandWith(data().toString())).redirectError(log().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("EASEL_"));
    startNanos = System.nanoTime();
    process = builder.start();
    lastAct = Thread.ofPlatform().unstarted(process::destroy);
    Runtime.getRuntime().addShutdownHook(lastAct);
  }

  /** Starts one. */
  public static Child start(Contender contender) throws IOException {
    Child child = new Child(contender, Files.createTempDirectory("easel-bench-"));
    Thread.ofPlatform().daemon().name("output").start(child::readOutput);
    return child;
  }

  /** Waits until it says where it serves. */
  public InetSocketAddress awaitAddress() throws InterruptedException {
    try {
      return address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(contender.name() + " does not serve:\n" + readLog(), e);
    }
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Where its data is. */
  public Path data() {
    return folder.resolve("data");
  }

  /** How many lines of its log have this in them. */
  public long countInLog(String text) {
    return readLog().lines().filter(line -> line.contains(text)).count();
  }

  /** The time since just before the process was made. */
  long nanosSinceStart() {
    return System.nanoTime() - startNanos;
  }

  private void readOutput() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(contender.ready())) {
          address.complete(parse(line.substring(contender.ready().length())));
        }
      }
      address.completeExceptionally(new IOException("it ended"));
    } catch (IOException | RuntimeException e) {
      address.completeExceptionally(e);
    }
  }

  private static InetSocketAddress parse(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    return new InetSocketAddress(
        hostAndPort.substring(0, colon),
        Integer.parseInt(hostAndPort.substring(colon + 1).strip()));
  }

  private Path log() {
    return folder.resolve("log");
  }

  private String readLog() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    Runtime.getRuntime().removeShutdownHook(lastAct);
    Folders.delete(folder);
  }
}
