package dev.easel.server.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.server.domain.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What became of every commit of a process, in a file that outlives it. Safe for threads. */
final class Journal implements AutoCloseable {
  private final FileChannel file;

  /** Goes on at the end of a file. */
  Journal(Path path) throws IOException {
    this.file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /** A commit that succeeded or was refused. */
  record Line(String job, long epoch, long revision, boolean made) {}

  void wrote(long epoch, Job after, boolean made) {
    String line = "%s %d %d %b%n".formatted(after.id().value(), epoch, after.revision(), made);
    try {
      file.write(ByteBuffer.wrap(line.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that was written to a file. */
  static List<Line> read(Path path) throws IOException {
    return Files.readAllLines(path).stream().map(Journal::line).toList();
  }

  private static Line line(String text) {
    String[] words = text.split(" ", -1);
    return new Line(
        words[0],
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Boolean.parseBoolean(words[3]));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
