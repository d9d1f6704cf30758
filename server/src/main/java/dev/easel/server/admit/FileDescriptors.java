package dev.easel.server.admit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the system lets this process have open: files and connections alike. Of that a part is kept
 * from connections of callers, since jobs that are under way need files and connections too.
 *
 * @param limit how many there may be
 * @param used how many there are
 */
public record FileDescriptors(long limit, long used) {
  private static final Logger log = LoggerFactory.getLogger(FileDescriptors.class);
  private static final Path PROCESS = Path.of("/proc/self");
  private static final Pattern LIMIT = Pattern.compile("Max open files +([0-9]+) .*");

  /** For the store and for looking after the server. */
  private static final long RESERVED = 64;

  /** Who may connect to nothing is no server. */
  private static final int FEWEST = 8;

  /** One in so many is for the HTTP port, so that its health can be asked for under any load. */
  private static final int HTTP_PART = 4;

  /** As many files again as half the connections, one in four of them for links. */
  private static final int READ_PART = 2;

  private static final int LINK_PART = 4;

  /** As they are now; without a limit where the system does not tell of one. */
  public static FileDescriptors now() {
    try (Stream<Path> open = Files.list(PROCESS.resolve("fd"));
        Stream<String> limits = Files.lines(PROCESS.resolve("limits"))) {
      long most =
          limits
              .map(LIMIT::matcher)
              .filter(Matcher::matches)
              .mapToLong(limit -> Long.parseLong(limit.group(1)))
              .findFirst()
              .orElse(Long.MAX_VALUE);
      return new FileDescriptors(most, open.count());
    } catch (IOException | NumberFormatException e) {
      log.debug("nobody tells how many files may be open", e);
      return new FileDescriptors(Long.MAX_VALUE, 0);
    }
  }

  /** Connections that callers of gRPC may have open: half of what is left, but for the others'. */
  public Connections forGrpc() {
    return new Connections(connections() - http());
  }

  /** Connections that there may be at the HTTP port. */
  public Connections forHttp() {
    return new Connections(http());
  }

  /** Images that callers of gRPC may be reading, each of which is an open file or connection. */
  public int forReads() {
    return reads() - forLinks();
  }

  /** Images that those who have a link may be reading, as long. */
  public int forLinks() {
    return Math.max(1, reads() / LINK_PART);
  }

  private int reads() {
    return connections() / READ_PART;
  }

  private int http() {
    return connections() / HTTP_PART;
  }

  /** The other half is for what their work needs: a connection to a seller, a file to write. */
  private int connections() {
    long left = (limit - used - RESERVED) / 2;
    return Math.toIntExact(Math.clamp(left, FEWEST, Integer.MAX_VALUE));
  }
}
