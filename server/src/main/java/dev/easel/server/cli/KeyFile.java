package dev.easel.server.cli;

import dev.easel.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/**
 * Where a key is read from. The command line itself is no place for one: every process of the
 * machine can see it.
 *
 * @param name a file, or "-" for standard input
 */
record KeyFile(String name) {
  private static final int LONGEST = 4096;

  /** The key, without the line end that editors add. */
  Secret read(Surroundings surroundings) throws CommandFailed {
    try (InputStream in = open(surroundings)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new CommandFailed(ExitCode.FAILED, place() + " holds more than a key");
      }
      return Secret.of(new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException e) {
      throw new CommandFailed(ExitCode.FAILED, place() + ": no such file");
    } catch (IOException e) {
      throw new CommandFailed(ExitCode.FAILED, place() + " cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(ExitCode.FAILED, place() + " holds no key: " + e.getMessage());
    }
  }

  private InputStream open(Surroundings surroundings) throws IOException {
    return name.equals("-")
        ? surroundings.in()
        : Files.newInputStream(surroundings.folder().resolve(name));
  }

  private String place() {
    return name.equals("-") ? "standard input" : name;
  }
}
