package dev.easel.server.secret;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.server.Easel;
import dev.easel.server.config.ConfigurationLayers;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Keys that go down those ways of a real server after which something is stored. */
final class StoredRun {
  private static final int AT_ONCE = 12;

  private final Keyring keys;
  private final Map<String, String> flags;
  private final Sinks sinks = new Sinks();
  private int succeeded;
  private int failed;

  /** With settings of the store. */
  StoredRun(Keyring keys, Map<String, String> flags) {
    this.keys = keys;
    this.flags = flags;
  }

  Sinks sinks() {
    return sinks;
  }

  int succeeded() {
    return succeeded;
  }

  int failed() {
    return failed;
  }

  /**
   * Goes.
   *
   * @param look at what is stored, while the server works and when it has ended
   */
  void go(Path data, Callable<?> look) throws Exception {
    try (LoudLogs _ = new LoudLogs(sinks);
        Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(20)));
        Wiretap tap = Wiretap.before(sandbox.uri())) {
      Map<String, String> all = new HashMap<>(SoldWithKeys.flags(tap.uri(), keys));
      all.putAll(flags);
      all.put("grpc.port", "0");
      all.put("http.port", "0");
      all.put("data.folder", data.toString());
      var layers = new ConfigurationLayers(Optional.empty(), Map.of(), all);
      try (Easel easel = Easel.start(Easel.configure(layers))) {
        call(easel);
        look.call();
      }
    }
    look.call();
  }

  private void call(Easel easel) throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(easel.grpcAddress()).usePlaintext().build();
    try (ExecutorService callers =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      Calls calls = new Calls(channel, sinks);
      List<Future<?>> taken = new ArrayList<>();
      Ways.thatStore(keys).forEach(way -> taken.add(callers.submit(() -> calls.take(way))));
      for (Future<?> each : taken) {
        each.get();
      }
      succeeded = calls.succeeded();
      failed = calls.failed();
    } finally {
      channel.shutdownNow();
    }
  }

  /** Reads every file in a folder into sinks, each named by the kind of file. */
  void readFiles(String where, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        read(where + ": " + folder.relativize(file).getName(0), file);
      }
    }
  }

  private void read(String sink, Path file) throws IOException {
    try {
      sinks.add(sink, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      // A server that works takes files away.
      sinks.add(sink, e);
    }
  }
}
