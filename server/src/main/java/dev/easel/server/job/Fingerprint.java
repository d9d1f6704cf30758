package dev.easel.server.job;

import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Source;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a request asks for, digested, so that a repeated one is known again. Its name, delivery and
 * labels do not count. The rendering is our own and versioned: it must not change with a library.
 */
final class Fingerprint {
  private static final String VERSION = "1";

  private Fingerprint() {}

  static String of(JobRequest request) {
    MessageDigest digest = sha256();
    for (String part : parts(request)) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      // Length first, so that no two lists of parts run together.
      digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
      digest.update((byte) ':');
      digest.update(bytes);
    }
    return VERSION + "-" + HexFormat.of().formatHex(digest.digest());
  }

  private static List<String> parts(JobRequest request) {
    OutputSpec output = request.output();
    JobOptions options = request.options();
    List<String> parts = new ArrayList<>();
    Collections.addAll(
        parts,
        request.operation().name(),
        request.prompt(),
        request.model(),
        Integer.toString(output.count()),
        output.size().map(SizeChoice::toString).orElse(""),
        name(output.quality()),
        name(output.background()),
        name(output.format()),
        output.compression().map(String::valueOf).orElse(""),
        name(output.moderation()),
        String.join(",", options.providers()),
        options.executionTimeout().map(Duration::toString).orElse(""),
        options.maxCost().map(Usd::toString).orElse(""),
        options.priority().name(),
        Integer.toString(options.previewCount()),
        options.endUser().orElse(""),
        name(request.input().inputFidelity()),
        request.input().mask().map(Fingerprint::name).orElse(""));
    request.input().images().forEach(image -> parts.add(name(image)));
    return parts;
  }

  /** The same bytes are the same source, under whatever name they are stored. */
  private static String name(Source source) {
    return switch (source) {
      case Source.Carried carried -> carried.sha256();
      case Source.Stored stored -> stored.sha256();
      case Source.Linked linked -> linked.url().toString();
    };
  }

  private static String name(Optional<? extends Enum<?>> value) {
    return value.map(Enum::name).orElse("");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
