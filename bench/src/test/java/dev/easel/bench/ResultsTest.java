package dev.easel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {
  private static final InstantSource EVENING =
      InstantSource.fixed(Instant.parse("2026-11-22T21:03:07.5Z"));

  @TempDir private Path root;

  @Test
  void samplesOfASecondRunAreKeptBesideThoseOfTheFirst() throws IOException {
    Results results = new Results(root, EVENING);
    results.keep("fetch", "ms", List.of("1"));
    results.keep("fetch", "ms", List.of("2"));
    results.keep("fetch", "ms", List.of("3"));
    assertThat(file("fetch-2026-11-22.csv")).hasContent("ms\n1");
    assertThat(file("fetch-2026-11-22-2.csv")).hasContent("ms\n2");
    assertThat(file("fetch-2026-11-22-3.csv")).hasContent("ms\n3");
  }

  @Test
  void tablesOfADayFollowEachOther() throws IOException {
    Results results = new Results(root, EVENING);
    results.add("images", "cancel", "| 5 ms |\n");
    results.add("images", "readers", "| 469 MiB |\n");
    assertThat(file("images-2026-11-22.md"))
        .hasContent(
            """

            ## cancel, 21:03 UTC

            | 5 ms |

            ## readers, 21:03 UTC

            | 469 MiB |
            """);
  }

  private Path file(String name) {
    return root.resolve("bench/results").resolve(name);
  }
}
