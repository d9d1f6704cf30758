package dev.easel.fal;

import dev.easel.spi.Background;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageWork;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Priority;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.SourceBytes;
import dev.easel.spi.SourceImage;
import dev.easel.spi.Sources;
import dev.easel.testkit.TestPicture;
import dev.easel.testkit.TestSource;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Edits for tests. */
final class EditWork {
  private EditWork() {}

  /** With every option that a model's edit endpoint has. */
  static ImageWork of(String model) {
    boolean second = model.equals("gpt-image-2");
    boolean byok = model.equals("byok");
    return new ImageWork(
        Operation.EDIT,
        "at dusk",
        byok ? "gpt-image-1" : model,
        new OutputSpec(
            2,
            Optional.of(new SizeChoice.Exact(new Size(1024, 1536))),
            Optional.of(Quality.LOW),
            second || byok ? Optional.empty() : Optional.of(Background.OPAQUE),
            Optional.of(byok ? ImageFormat.PNG : ImageFormat.JPEG),
            Optional.empty(),
            Optional.empty()),
        Stream.of("gpt-image-1", "gpt-image-1.5").anyMatch(model::equals)
            ? Optional.of(InputFidelity.LOW)
            : Optional.empty(),
        Priority.NORMAL,
        0,
        Optional.empty());
  }

  static Sources published(boolean masked, String... urls) {
    return new Sources(
        Arrays.stream(urls).map(EditWork::published).toList(),
        masked ? Optional.of(published("https://a.example/mask.png")) : Optional.empty());
  }

  static Sources held(SourceBytes bytes) {
    return new Sources(List.of(TestSource.of(bytes)), Optional.empty());
  }

  private static SourceImage published(String url) {
    return TestSource.published(URI.create(url), TestPicture.small(1));
  }
}
