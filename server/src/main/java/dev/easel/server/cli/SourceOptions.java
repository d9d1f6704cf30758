package dev.easel.server.cli;

import dev.easel.v1.EditRequest;
import dev.easel.v1.InputFidelity;
import io.grpc.StatusException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an edit works from. */
final class SourceOptions {
  private static final int MOST = 16;

  @Option(
      names = {"-i", "--image"},
      paramLabel = "IMAGE",
      description =
          "An image to edit: a file, an https URL, or blob:ID. Repeat it for up to " + MOST + ".")
  private List<SourceWanted> images = new ArrayList<>();

  @Option(
      names = "--mask",
      paramLabel = "IMAGE",
      description = "Where to repaint: a PNG of the first image's size, transparent there.")
  private @Nullable SourceWanted mask;

  @Option(
      names = "--input-fidelity",
      paramLabel = "F",
      description = "How closely details are kept: low, high.")
  private @Nullable InputFidelity inputFidelity;

  /** Whether there is anything to edit. */
  boolean isEdit() {
    return !images.isEmpty();
  }

  /** Fails without an image to edit. */
  void requireImage() throws CommandFailed {
    if (images.isEmpty()) {
      throw new CommandFailed(ExitCode.USAGE, "nothing to edit; name an image with -i IMAGE");
    }
  }

  /** Fails if an option makes sense for an edit alone and there is nothing to edit. */
  void requireImageIfUsed() throws CommandFailed {
    if (mask != null || inputFidelity != null) {
      requireImage();
    }
  }

  /** Fails, naming every file at fault, before anything is sent. */
  void check(Path folder) throws CommandFailed {
    if (images.size() > MOST) {
      throw new CommandFailed(
          ExitCode.USAGE, images.size() + " images are named with -i; at most " + MOST);
    }
    List<String> problems =
        Stream.concat(images.stream(), Stream.ofNullable(mask))
            .filter(SourceWanted.Local.class::isInstance)
            .map(SourceWanted.Local.class::cast)
            .distinct()
            .map(local -> SourceFile.problem(folder.resolve(local.file())))
            .flatMap(Optional::stream)
            .toList();
    if (!problems.isEmpty()) {
      throw new CommandFailed(ExitCode.FAILED, problems);
    }
  }

  /** The request with its sources, which are sent ahead where they are large. */
  EditRequest addTo(EditRequest request, SourceSender sender)
      throws StatusException, IOException, InterruptedException {
    EditRequest.Builder whole = request.toBuilder();
    for (SourceWanted image : images) {
      whole.addImages(sender.send(image));
    }
    if (mask != null) {
      whole.setMask(sender.send(mask));
    }
    if (inputFidelity != null) {
      whole.setInputFidelity(inputFidelity);
    }
    return whole.build();
  }
}
