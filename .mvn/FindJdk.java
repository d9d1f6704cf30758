import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Says in one line what to install when there is no JDK of the wanted release. The toolchains
 * plugin looks in the same places, but its word on it helps nobody.
 */
final class FindJdk {
  private FindJdk() {}

  public static void main(String[] arguments) throws IOException {
    String release = arguments[0];
    Path home = Path.of(System.getProperty("user.home"));
    if (isOf(release, Path.of(System.getProperty("java.home")))
        || Files.exists(home.resolve(".m2/toolchains.xml"))
        || inEnvironment(release)
        || inUsualPlaces(release, home)) {
      return;
    }
    System.err.printf(
        "Easel needs a JDK %1$s and found none: install one (apt install temurin-%1$s-jdk,"
            + " brew install temurin@%1$s, sdk install java %1$s-tem) or set JAVA%1$s_HOME.%n",
        release);
    System.exit(1);
  }

  private static boolean inEnvironment(String release) {
    return System.getenv().entrySet().stream()
        .filter(variable -> variable.getKey().matches("(JAVA|JDK).*"))
        .map(Map.Entry::getValue)
        .anyMatch(value -> isOf(release, value));
  }

  private static boolean inUsualPlaces(String release, Path home) throws IOException {
    List<Path> places =
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/usr/java"),
            Path.of("/usr/local/java"),
            Path.of("/usr/local/openjdk"),
            Path.of("/opt"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            home.resolve("Library/Java/JavaVirtualMachines"),
            home.resolve(".sdkman/candidates/java"),
            home.resolve(".jdks"),
            home.resolve(".m2/jdks"),
            home.resolve(".gradle/jdks"),
            home.resolve(".jenv/versions"),
            home.resolve(".jabba/jdk"),
            home.resolve(".jbang/cache/jdks"),
            home.resolve(".asdf/installs/java"),
            home.resolve(".local/share/mise/installs/java"));
    for (Path place : places) {
      if (Files.isDirectory(place) && holds(release, place)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(String release, Path place) throws IOException {
    try (Stream<Path> entries = Files.list(place)) {
      return entries.anyMatch(
          entry -> isOf(release, entry) || isOf(release, entry.resolve("Contents/Home")));
    }
  }

  private static boolean isOf(String release, String folder) {
    try {
      return isOf(release, Path.of(folder));
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static boolean isOf(String release, Path folder) {
    Path file = folder.resolve("release");
    try {
      return Files.isRegularFile(file)
          && Files.readString(file).contains("JAVA_VERSION=\"" + release);
    } catch (IOException e) {
      return false;
    }
  }
}
