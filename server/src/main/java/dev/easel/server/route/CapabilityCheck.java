package dev.easel.server.route;

import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Violation;
import dev.easel.spi.Background;
import dev.easel.spi.Capabilities;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.SizeChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares one request with what one operation of an offering takes. */
final class CapabilityCheck {
  private final String provider;
  private final Capabilities capabilities;
  private final List<Violation> violations = new ArrayList<>();

  private CapabilityCheck(String provider, Capabilities capabilities) {
    this.provider = provider;
    this.capabilities = capabilities;
  }

  /** Everything that the offering does not take, empty if it takes the request. */
  static List<Violation> violations(
      String provider, Capabilities capabilities, JobRequest request) {
    CapabilityCheck check = new CapabilityCheck(provider, capabilities);
    check.output(request.output());
    check.input(request.input());
    check.previews(request.options().previewCount());
    OutputSpec resolved = request.output().orElse(capabilities.defaults());
    check.alpha(request.output(), resolved);
    check.compression(request.output(), resolved);
    return List.copyOf(check.violations);
  }

  private void output(OutputSpec output) {
    if (output.count() > capabilities.maxCount()) {
      refuse("output.count", "at most " + capabilities.maxCount() + " images per job");
    }
    if (output.size().isPresent() && !capabilities.takes(output.size().get())) {
      String field =
          output.size().get() instanceof SizeChoice.Auto ? "output.auto_size" : "output.size";
      refuse(field, "not " + output.size().get() + "; taken are " + sizes());
    }
    oneOf("output.quality", output.quality(), capabilities.qualities());
    oneOf("output.background", output.background(), capabilities.backgrounds());
    oneOf("output.format", output.format(), capabilities.formats());
    oneOf("output.moderation", output.moderation(), capabilities.moderations());
    if (output.compression().isPresent() && !capabilities.compression()) {
      refuse("output.compression", "not taken");
    }
  }

  private void input(EditInput input) {
    if (input.images().size() > capabilities.maxSources()) {
      refuse("images", "at most " + capabilities.maxSources() + " source images");
    }
    if (input.mask().isPresent() && !capabilities.mask()) {
      refuse("mask", "not taken");
    }
    oneOf("input_fidelity", input.inputFidelity(), capabilities.inputFidelities());
  }

  private void previews(int count) {
    if (count > capabilities.maxPreviewCount()) {
      refuse(
          "options.preview_count",
          capabilities.maxPreviewCount() == 0
              ? "no previews are sent"
              : "at most " + capabilities.maxPreviewCount());
    }
  }

  private void alpha(OutputSpec asked, OutputSpec resolved) {
    boolean transparent = resolved.background().equals(Optional.of(Background.TRANSPARENT));
    boolean flat = resolved.format().filter(format -> !format.hasAlpha()).isPresent();
    if (transparent && flat) {
      String format = word(resolved.format().orElse(ImageFormat.JPEG));
      violations.add(
          invalid("output.background", "transparent needs a format with alpha, not " + format));
      if (asked.format().isPresent()) {
        violations.add(
            invalid("output.format", format + " has no alpha for a transparent background"));
      }
    }
  }

  private void compression(OutputSpec asked, OutputSpec resolved) {
    boolean lossless = resolved.format().equals(Optional.of(ImageFormat.PNG));
    if (asked.compression().isPresent() && lossless) {
      violations.add(invalid("output.compression", "is for jpeg and webp, and png comes of this"));
      if (asked.format().isPresent()) {
        violations.add(invalid("output.format", "png takes no compression"));
      }
    }
  }

  private <E extends Enum<E>> void oneOf(String field, Optional<E> asked, List<E> taken) {
    if (asked.isEmpty() || taken.contains(asked.get())) {
      return;
    }
    refuse(
        field,
        taken.isEmpty()
            ? "not an option here"
            : "not " + word(asked.get()) + "; taken are " + words(taken));
  }

  private String sizes() {
    String listed =
        Stream.concat(
                capabilities.sizes().stream().map(Object::toString),
                capabilities.autoSize() ? Stream.of("auto") : Stream.empty())
            .collect(Collectors.joining(", "));
    return capabilities.sizeRule().map(rule -> listed + " and free sizes by rule").orElse(listed);
  }

  private void refuse(String field, String message) {
    violations.add(
        new Violation(
            field, Reason.OPTION_NOT_SUPPORTED, message + " (provider " + provider + ")"));
  }

  private static Violation invalid(String field, String message) {
    return new Violation(field, Reason.REQUEST_INVALID, message);
  }

  private static String words(List<? extends Enum<?>> values) {
    return values.stream().map(CapabilityCheck::word).collect(Collectors.joining(", "));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
