package dev.easel.bench.images;

import dev.easel.bench.Child;
import java.util.List;

/** R-33 with sellers that speak TLS, as the real ones do. */
final class SecureReaders implements Scenario {
  @Override
  public String name() {
    return "secure-readers";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    try (Certificate certificate = Certificate.make();
        Child sellers =
            bench.sellers(ManyReaders.BYTES, ManyReaders.LATENCY_MILLIS, certificate.served())) {
      return List.of(
          ManyReaders.read(
              bench.with(certificate.trusted()),
              Certificate.secure(Bench.uri(sellers)),
              "1,000 jobs of 4 MiB with 1,000 readers, sellers over TLS: peak"));
    }
  }
}
