package dev.easel.server.api;

import dev.easel.server.blob.Links;
import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Delivery;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import dev.easel.v1.EditRequest;
import dev.easel.v1.GenerateRequest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a request, noting every broken rule rather than stopping at the first. */
final class RequestReader {
  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final int LONGEST_PROMPT = 32_000;
  private static final int LONGEST_NAME = 128;
  private static final int MOST_IMAGES = 16;
  private static final int MOST_PROVIDERS = 16;
  private static final int LONGEST_PROVIDER = 32;
  private static final int MOST_PREVIEWS = 3;
  private static final int LONGEST_END_USER = 256;
  private static final int MOST_LABELS = 32;
  private static final int LONGEST_LABEL_KEY = 63;
  private static final int LONGEST_LABEL_VALUE = 256;
  private static final Duration LONGEST_EXECUTION = Duration.ofHours(1);

  private final ModelCatalog catalog;
  private final EditReader edits;
  private final Links links;

  @Inject
  RequestReader(ModelCatalog catalog, EditReader edits, Links links) {
    this.catalog = catalog;
    this.edits = edits;
    this.links = links;
  }

  Draft read(GenerateRequest wire) {
    FieldRules rules = new FieldRules();
    JobRequest request =
        JobRequest.generate(
            prompt(rules, wire.getPrompt()),
            model(rules, wire.getModel()),
            output(rules, wire.getOutput()),
            options(rules, wire.getOptions()));
    Duration wait = wait(rules, "options.wait", wire.getOptions().getWait());
    return new Draft(request, wait, rules.violations());
  }

  /**
   * Reads an edit.
   *
   * @param remembered what an earlier request of this name started from
   */
  Draft read(EditRequest wire, Caller caller, EditInput remembered) {
    FieldRules rules = new FieldRules();
    JobRequest request =
        new JobRequest(
            Operation.EDIT,
            prompt(rules, wire.getPrompt()),
            model(rules, wire.getModel()),
            output(rules, wire.getOutput()),
            edits.read(rules, wire, caller, remembered),
            options(rules, wire.getOptions()));
    Duration wait = wait(rules, "options.wait", wire.getOptions().getWait());
    return new Draft(request, wait, rules.violations());
  }

  /** How long a response may be held. */
  static Duration wait(FieldRules rules, String field, com.google.protobuf.Duration wire) {
    return rules.duration(field, wire, LONGEST_WAIT).orElse(Duration.ZERO);
  }

  private static String prompt(FieldRules rules, String prompt) {
    if (!prompt.isEmpty() && prompt.isBlank()) {
      rules.broken("prompt", "is blank");
    }
    return rules.text("prompt", prompt, 1, LONGEST_PROMPT);
  }

  private String model(FieldRules rules, String model) {
    String named = model.isEmpty() ? "" : rules.text("model", model, 1, LONGEST_NAME);
    return named.isEmpty() ? catalog.defaultModel() : named;
  }

  private static OutputSpec output(FieldRules rules, dev.easel.v1.OutputSpec wire) {
    return new OutputSpec(
        Math.max(1, rules.number("output.count", wire.getCount(), 0, MOST_IMAGES)),
        size(rules, wire),
        Words.read(wire.getQuality()),
        Words.read(wire.getBackground()),
        Words.read(wire.getFormat()),
        wire.hasCompression()
            ? Optional.of(rules.number("output.compression", wire.getCompression(), 0, 100))
            : Optional.empty(),
        Words.read(wire.getModeration()));
  }

  private static Optional<SizeChoice> size(FieldRules rules, dev.easel.v1.OutputSpec wire) {
    return switch (wire.getSizeChoiceCase()) {
      case SIZE -> {
        int width = wire.getSize().getWidth();
        int height = wire.getSize().getHeight();
        if (width <= 0 || height <= 0) {
          rules.broken("output.size", "has a side that is not above zero");
          yield Optional.empty();
        }
        yield Optional.of(new SizeChoice.Exact(new Size(width, height)));
      }
      case AUTO_SIZE -> {
        if (!wire.getAutoSize()) {
          rules.broken("output.auto_size", "is false; leave it out, or give a size");
          yield Optional.empty();
        }
        yield Optional.of(new SizeChoice.Auto());
      }
      case SIZECHOICE_NOT_SET -> Optional.empty();
    };
  }

  private JobOptions options(FieldRules rules, dev.easel.v1.JobOptions wire) {
    if (wire.hasReuseMaxAge()) {
      rules.notOffered("options.reuse_max_age", "results are not reused in this version");
    }
    return new JobOptions(
        requestId(rules, wire.getRequestId()),
        providers(rules, wire.getProvidersList()),
        executionTimeout(rules, wire),
        maxCost(rules, wire),
        delivery(rules, wire.getDelivery()),
        Words.read(wire.getPriority()),
        rules.number("options.preview_count", wire.getPreviewCount(), 0, MOST_PREVIEWS),
        wire.getEndUser().isEmpty()
            ? Optional.empty()
            : Optional.of(rules.text("options.end_user", wire.getEndUser(), 1, LONGEST_END_USER)),
        labels(rules, wire.getLabelsMap()));
  }

  private static List<String> providers(FieldRules rules, List<String> names) {
    boolean fit =
        names.size() <= MOST_PROVIDERS
            && names.stream().allMatch(name -> name.length() <= LONGEST_PROVIDER);
    if (!fit) {
      rules.broken(
          "options.providers",
          "takes " + MOST_PROVIDERS + " names of at most " + LONGEST_PROVIDER + " characters");
      return List.of();
    }
    return names;
  }

  private static Optional<String> requestId(FieldRules rules, String requestId) {
    if (requestId.isEmpty()) {
      return Optional.empty();
    }
    if (!isName(requestId)) {
      rules.broken("options.request_id", "is not 1 to 128 printable ASCII characters");
      return Optional.empty();
    }
    return Optional.of(requestId);
  }

  /** Whether a request may have this name; no store is asked for another. */
  static boolean isName(String requestId) {
    return !requestId.isEmpty()
        && requestId.length() <= LONGEST_NAME
        && requestId.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private static Optional<Duration> executionTimeout(
      FieldRules rules, dev.easel.v1.JobOptions wire) {
    if (!wire.hasExecutionTimeout()) {
      return Optional.empty();
    }
    String field = "options.execution_timeout";
    Optional<Duration> timeout =
        rules.duration(field, wire.getExecutionTimeout(), LONGEST_EXECUTION);
    if (timeout.filter(Duration::isZero).isPresent()) {
      rules.broken(field, "is zero");
      return Optional.empty();
    }
    return timeout;
  }

  private static Optional<Usd> maxCost(FieldRules rules, dev.easel.v1.JobOptions wire) {
    return wire.hasMaxCost()
        ? rules.money("options.max_cost", wire.getMaxCost())
        : Optional.empty();
  }

  private Delivery delivery(FieldRules rules, dev.easel.v1.Delivery wire) {
    return switch (wire) {
      case DELIVERY_INLINE -> Delivery.INLINE;
      case DELIVERY_URL -> {
        requireLinks(rules);
        yield Delivery.URL;
      }
      case DELIVERY_BLOB, DELIVERY_UNSPECIFIED, UNRECOGNIZED -> Delivery.BLOB;
    };
  }

  private void requireLinks(FieldRules rules) {
    try {
      if (!links.offered()) {
        rules.notOffered(
            "options.delivery",
            "this server gives no links; its operator sets links.url to where its HTTP port is"
                + " reached, or keeps images in an object store");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("nobody can tell whether there are links", e);
    }
  }

  private static Map<String, String> labels(FieldRules rules, Map<String, String> labels) {
    String field = "options.labels";
    if (labels.size() > MOST_LABELS) {
      rules.broken(field, "has " + labels.size() + " pairs, at most 32 are taken");
    }
    labels.forEach((key, value) -> {
      boolean keyFits = !key.isEmpty() && utf8(key) <= LONGEST_LABEL_KEY;
      if (!keyFits || utf8(value) > LONGEST_LABEL_VALUE) {
        String shown = key.length() <= LONGEST_LABEL_KEY ? key : key.substring(0, 63);
        rules.broken(field + "[" + shown + "]", "keys have 1 to 63 bytes, values at most 256");
      }
    });
    return labels;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
