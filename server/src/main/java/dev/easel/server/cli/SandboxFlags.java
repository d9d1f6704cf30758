package dev.easel.server.cli;

import dev.easel.sandbox.SandboxOptions;
import dev.easel.sandbox.web.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a sandbox listens, how fast it is, and how its sellers treat whoever calls. */
final class SandboxFlags {
  @Option(names = "--host", paramLabel = "H", description = "Address (default: 127.0.0.1).")
  private String host = "127.0.0.1";

  @Option(names = "--port", paramLabel = "N", description = "Port (default: a free one).")
  private int port;

  @Option(
      names = "--latency",
      paramLabel = "DURATION",
      description = "From a submit to its result (default: 2s).")
  private Duration latency = Sandboxes.LATENCY;

  @Option(
      names = "--retired-on",
      paramLabel = "DATE",
      description =
          "Refuse models announced to retire by that day, as in 2026-12-01 (default: none).")
  private @Nullable LocalDate retiredOn;

  @Option(
      names = "--deployment",
      paramLabel = "NAME=MODEL",
      description = "A deployment at Azure; every model also has one of its own name. Repeatable.")
  private Map<String, String> deployments = new LinkedHashMap<>();

  @Option(
      names = "--openai-tier",
      paramLabel = "N",
      description = "Enforce the images per minute of OpenAI's tier 1 to 5 (default: none).")
  private @Nullable Integer tier;

  @Option(
      names = "--fal-concurrency",
      paramLabel = "N",
      description = "How many requests fal works on at a time (default: all).")
  private @Nullable Integer concurrency;

  @Option(
      names = "--fal-billable-units",
      description = "Tell in X-Fal-Billable-Units how many images a result is billed as.")
  private boolean units;

  @Option(
      names = "--fal-history-lag",
      paramLabel = "TIME",
      description = "How long after its end a request appears in fal's history (default: 0s).")
  private Duration historyLag = Duration.ZERO;

  @Option(
      names = "--image-bytes",
      paramLabel = "N",
      description =
          "Send ready-made images of exactly N bytes, even, instead of drawing (default: draw).")
  private @Nullable Integer imageBytes;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "A certificate chain in PEM form: the port then speaks HTTPS as well as HTTP.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key in PEM form, PKCS #8, unencrypted.")
  private @Nullable Path key;

  /** The options, or what is wrong with a flag. */
  SandboxOptions options() throws CommandFailed {
    try {
      SandboxOptions options =
          SandboxOptions.defaults()
              .withHost(host)
              .withPort(port)
              .withLatency(latency)
              .withDeployments(deployments);
      if (retiredOn != null) {
        options = options.withRetirement(retiredOn);
      }
      if (imageBytes != null) {
        options = options.withImageBytes(imageBytes);
      }
      return secured(limited(options));
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private SandboxOptions limited(SandboxOptions options) {
    return options.withAccount(account -> {
      var limited = tier == null ? account : account.withTier(tier);
      limited = concurrency == null ? limited : limited.withConcurrency(concurrency);
      limited = limited.withHistoryLag(historyLag);
      return units ? limited.withUnits() : limited;
    });
  }

  private SandboxOptions secured(SandboxOptions options) throws CommandFailed {
    if (certificate == null && key == null) {
      return options;
    }
    if (certificate == null || key == null) {
      throw new CommandFailed(
          ExitCode.USAGE, "--tls-certificate and --tls-key go together; give both");
    }
    try {
      return options.withTls(Tls.read(certificate, key));
    } catch (IOException e) {
      throw new CommandFailed(ExitCode.USAGE, "cannot read " + e.getMessage());
    }
  }
}
