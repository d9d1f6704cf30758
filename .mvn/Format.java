import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks, or with {@code replace} mends, the format of every Java file under a folder. */
final class Format {
  private Format() {}

  public static void main(String[] arguments) throws Exception {
    boolean replace = arguments[0].equals("replace");
    Formatter formatter = new Formatter();
    List<Path> unformatted = new ArrayList<>();
    for (Path file : javaFiles(Path.of(arguments[1]))) {
      String source = Files.readString(file);
      String formatted;
      try {
        formatted = formatter.formatSourceAndFixImports(source);
      } catch (Exception e) {
        throw new IllegalStateException(file + ": " + e.getMessage(), e);
      }
      if (formatted.equals(source)) {
        continue;
      }
      if (replace) {
        Files.writeString(file, formatted);
      } else {
        unformatted.add(file);
      }
    }
    if (!unformatted.isEmpty()) {
      unformatted.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("run: mvn -N verify -Deasel.format=replace");
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().matches(".*\\btarget/.*"))
          .sorted()
          .toList();
    }
  }
}
