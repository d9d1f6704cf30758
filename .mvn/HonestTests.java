import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Fails the build when a test of a module was skipped or a buffer was leaked in it. */
final class HonestTests {
  private HonestTests() {}

  public static void main(String[] arguments) throws IOException {
    Path reports = Path.of(arguments[0]);
    if (!Files.isDirectory(reports)) {
      return;
    }
    boolean failed = false;
    for (Path file : files(reports)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      if (file.toString().endsWith(".xml") && text.contains("<skipped")) {
        System.err.println("a skipped test is a failure: " + file);
        failed = true;
      }
      if (text.contains("LEAK: ")) {
        System.err.println("a leaked buffer is a failure: " + file);
        failed = true;
      }
    }
    if (failed) {
      System.exit(1);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
