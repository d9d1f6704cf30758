package dev.easel.server.cli;

import com.google.protobuf.util.Durations;
import dev.easel.v1.Background;
import dev.easel.v1.EditRequest;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.JobOptions;
import dev.easel.v1.Moderation;
import dev.easel.v1.Money;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.Quality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to draw. What is not said is left to the server. */
final class RequestOptions {
  @Parameters(
      paramLabel = "PROMPT",
      description = "What to draw, or to change. After -- it may begin with a -.")
  private String prompt = "";

  @Option(names = "--model", paramLabel = "M", description = "Such as gpt-image-1.5.")
  private String model = "";

  @Option(
      names = "--provider",
      paramLabel = "P",
      split = ",",
      description = "Provider instances allowed, first one first.")
  private List<String> providers = new ArrayList<>();

  @Option(names = "--size", paramLabel = "WxH", description = "Such as 1024x1536, or auto.")
  private @Nullable SizeWanted size;

  @Option(names = "--quality", paramLabel = "Q", description = "auto, low, medium, high.")
  private @Nullable Quality quality;

  @Option(names = "--background", paramLabel = "B", description = "auto, transparent, opaque.")
  private @Nullable Background background;

  @Option(names = "--count", paramLabel = "N", description = "How many images.")
  private int count;

  @Option(names = "--format", paramLabel = "F", description = "png, jpeg, webp.")
  private @Nullable ImageFormat format;

  @Option(names = "--compression", paramLabel = "N", description = "For jpeg and webp, 0 to 100.")
  private @Nullable Integer compression;

  @Option(names = "--moderation", paramLabel = "M", description = "auto, low.")
  private @Nullable Moderation moderation;

  @Option(names = "--max-cost", paramLabel = "USD", description = "Refuse to spend more.")
  private @Nullable Money maxCost;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Give a provider at most this long, such as 90s.")
  private @Nullable Duration timeout;

  /** How many images are asked for, at least. */
  int count() {
    return Math.max(1, count);
  }

  /** The format asked for. */
  @Nullable ImageFormat format() {
    return format;
  }

  /** A generation. */
  GenerateRequest generate(@Nullable ImageFormat formatWanted, String requestId) {
    return GenerateRequest.newBuilder()
        .setPrompt(prompt)
        .setModel(model)
        .setOutput(output(formatWanted))
        .setOptions(options(requestId))
        .build();
  }

  /** An edit, its sources still missing. */
  EditRequest edit(@Nullable ImageFormat formatWanted, String requestId) {
    return EditRequest.newBuilder()
        .setPrompt(prompt)
        .setModel(model)
        .setOutput(output(formatWanted))
        .setOptions(options(requestId))
        .build();
  }

  private OutputSpec output(@Nullable ImageFormat formatWanted) {
    OutputSpec.Builder output = OutputSpec.newBuilder().setCount(count);
    if (size != null) {
      size.into(output);
    }
    if (quality != null) {
      output.setQuality(quality);
    }
    if (background != null) {
      output.setBackground(background);
    }
    if (formatWanted != null) {
      output.setFormat(formatWanted);
    }
    if (compression != null) {
      output.setCompression(compression);
    }
    if (moderation != null) {
      output.setModeration(moderation);
    }
    return output.build();
  }

  private JobOptions options(String requestId) {
    JobOptions.Builder options =
        JobOptions.newBuilder().setRequestId(requestId).addAllProviders(providers);
    if (maxCost != null) {
      options.setMaxCost(maxCost);
    }
    if (timeout != null) {
      options.setExecutionTimeout(Durations.fromNanos(timeout.toNanos()));
    }
    return options.build();
  }
}
