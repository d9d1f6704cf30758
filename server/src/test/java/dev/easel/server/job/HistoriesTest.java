package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.store.json.GoldenFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The golden files of the present version are what the machine makes. Where a change of it is
 * meant, {@code -Deasel.golden=write} writes them anew in the sources; those of a release are not
 * rewritten, the next ones then get a folder of their own.
 */
final class HistoriesTest {
  private static final Path PRESENT =
      Path.of("src/test/resources/dev/easel/server/store/json/golden/v1");

  @Test
  void theMachineMakesTheHistoriesOfTheGoldenFiles() throws IOException {
    Map<String, String> made = made();
    if (System.getProperty("easel.golden", "").equals("write")) {
      for (Map.Entry<String, String> file : made.entrySet()) {
        Files.writeString(PRESENT.resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(kept()).isEqualTo(made);
  }

  private static Map<String, String> made() {
    Map<String, String> made = new TreeMap<>();
    Histories.all()
        .forEach((name, history) ->
            made.put(name + ".json", GoldenFile.of(history.events(), history.job()).text()));
    return made;
  }

  private static Map<String, String> kept() throws IOException {
    Map<String, String> kept = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(PRESENT, "*.json")) {
      for (Path file : files) {
        kept.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return kept;
  }
}
