package dev.easel.bench.images;

import dev.easel.bench.Child;
import dev.easel.bench.Contenders;
import dev.easel.bench.CsvFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
  Child sellers(int imageBytes, int latencyMillis) throws IOException {
    return Child.start(
        contenders.sandbox(
            List.of("--image-bytes=" + imageBytes, "--latency=" + latencyMillis + "ms")));
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
    String name = "images-" + scenario + "-" + LocalDate.now(ZoneOffset.UTC) + ".csv";
    CsvFile.write(root.resolve("bench/results").resolve(name), header, lines);
  }

  Path scratch() {
    return root.resolve("bench/target");
  }
}
