package dev.easel.bench.images;

import dev.easel.bench.Child;
import dev.easel.bench.Contenders;
import dev.easel.bench.Results;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What scenarios are measured with.
 *
 * @param contenders how servers are started
 * @param root the folder of the sources
 */
record Bench(Contenders contenders, Path root) {
  static final int KIB = 1 << 10;
  static final int MIB = 1 << 20;

  /** Sellers whose images have exactly so many bytes and come after so long. */
  Child sellers(int imageBytes, int latencyMillis, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--image-bytes=" + imageBytes);
    arguments.add("--latency=" + latencyMillis + "ms");
    return Child.start(contenders.sandbox(arguments));
  }

  Child easel(URI sellers) throws IOException {
    return Child.start(contenders.easelBefore(sellers));
  }

  /** The same, with servers that are started with more flags. */
  Bench with(String... more) {
    List<String> flags = new ArrayList<>(contenders.flags());
    flags.addAll(List.of(more));
    return new Bench(new Contenders(contenders.java(), flags, root), root);
  }

  static URI uri(Child server) throws InterruptedException {
    InetSocketAddress address = server.awaitAddress();
    return URI.create("http://" + address.getHostString() + ":" + address.getPort());
  }

  /** Keeps every sample, for whoever wants to reckon anew. */
  void keep(String scenario, String header, List<String> lines) throws IOException {
    Results.of(root).keep("images-" + scenario, header, lines);
  }

  Path scratch() {
    return root.resolve("bench/target");
  }
}
