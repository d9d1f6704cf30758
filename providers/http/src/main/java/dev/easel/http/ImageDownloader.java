package dev.easel.http;

import dev.easel.http.DownloadException.Reason;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.ProviderContext;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches results that are paid for, as often as it takes, from allowed hosts only and without
 * credentials. Bytes pass through in windows of 64 KiB. Safe for threads.
 */
public final class ImageDownloader {
  /** 64 MiB: above 3840x2160 pixels of four bytes, which are the most that these models make. */
  public static final long USUAL_LARGEST = 64L << 20;

  private static final int WINDOW = 64 * 1024;
  private static final int MOST_REDIRECTS = 3;

  private final HttpCaller caller;
  private final AllowedHosts hosts;
  private final long mostBytes;
  private final Backoff backoff;
  private final ProviderContext context;

  /** Fetches from these hosts, results of at most so many bytes. */
  public ImageDownloader(
      HttpCaller caller,
      AllowedHosts hosts,
      long mostBytes,
      Backoff backoff,
      ProviderContext context) {
    this.caller = caller;
    this.hosts = hosts;
    this.mostBytes = mostBytes;
    this.backoff = backoff;
    this.context = context;
  }

  /**
   * Fetches one image and commits it.
   *
   * @throws DownloadException if that was not possible before the deadline, or never will be
   * @throws InterruptedException if the host wants the work to end
   */
  public void fetch(URI uri, ImageTarget target, CallGuard guard)
      throws DownloadException, InterruptedException {
    Map<Reason, Integer> tries = new EnumMap<>(Reason.class);
    for (int failures = 0; ; failures++) {
      try {
        follow(uri, target, guard);
        return;
      } catch (DownloadException e) {
        if (tries.merge(e.reason(), 1, Integer::sum) >= e.reason().mostTries()) {
          throw e;
        }
        pause(backoff.jittered(failures, context.random()), e, guard);
      }
    }
  }

  private void follow(URI uri, ImageTarget target, CallGuard guard)
      throws DownloadException, InterruptedException {
    URI current = uri;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Optional<URI> next = visit(current, target, guard);
      if (next.isEmpty()) {
        return;
      }
      current = next.get();
    }
    throw new DownloadException(
        Reason.UNREACHABLE,
        "the result is behind more than " + MOST_REDIRECTS + " redirects",
        null);
  }

  /** Fetches what is there, or tells where else to look. */
  private Optional<URI> visit(URI uri, ImageTarget target, CallGuard guard)
      throws DownloadException, InterruptedException {
    if (!hosts.allows(uri)) {
      throw new DownloadException(
          Reason.NOT_ALLOWED,
          "the result is at "
              + uri.getScheme()
              + "://"
              + uri.getHost()
              + ", which is not among the hosts that results may come from",
          null);
    }
    try (Answer answer = caller.open(HttpRequest.get(uri, Patience.forDownload()), guard)) {
      return switch (answer.status()) {
        case 200 -> {
          store(answer, target);
          yield Optional.empty();
        }
        case 301, 302, 303, 307, 308 -> Optional.of(location(uri, answer));
        case 403, 404, 410 -> throw refused(Reason.GONE, uri, answer);
        default -> throw refused(Reason.UNREACHABLE, uri, answer);
      };
    } catch (TransportException e) {
      throw broken(e);
    }
  }

  private void store(Answer answer, ImageTarget target)
      throws DownloadException, TransportException, InterruptedException {
    if (answer.length().orElse(0L) > mostBytes) {
      throw tooLarge();
    }
    if (!answer.header("Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
      throw new DownloadException(
          Reason.NOT_AN_IMAGE, "what came as the result is packed, which was not asked for", null);
    }
    try (ImageWriter writer = target.open()) {
      copy(answer, writer);
      writer.commit();
    } catch (NotAnImageException e) {
      throw new DownloadException(
          Reason.NOT_AN_IMAGE, "what came as the result is not a whole image", e);
    } catch (IOException e) {
      throw new DownloadException(Reason.NOT_STORED, "the image could not be stored", e);
    }
  }

  private void copy(Answer answer, ImageWriter writer)
      throws DownloadException, IOException, TransportException, InterruptedException {
    byte[] window = new byte[WINDOW];
    long copied = 0;
    for (int count = answer.read(window); count >= 0; count = answer.read(window)) {
      copied += count;
      if (copied > mostBytes) {
        throw tooLarge();
      }
      ByteBuffer bytes = ByteBuffer.wrap(window, 0, count);
      while (bytes.hasRemaining()) {
        writer.write(bytes);
      }
    }
  }

  private void pause(Duration wait, DownloadException last, CallGuard guard)
      throws DownloadException, InterruptedException {
    try {
      guard.sleep(context.sleeper(), wait);
    } catch (TransportException e) {
      throw e.reason() == TransportException.Reason.ABORTED ? broken(e) : last;
    }
  }

  private static URI location(URI from, Answer answer) throws DownloadException {
    String location =
        answer
            .header("Location")
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> refused(Reason.UNREACHABLE, from, answer));
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new DownloadException(Reason.UNREACHABLE, "a redirect of the result leads nowhere", e);
    }
  }

  private static DownloadException refused(Reason reason, URI uri, Answer answer) {
    return new DownloadException(
        reason, uri.getHost() + " answered with status " + answer.status(), null);
  }

  private static DownloadException broken(TransportException failure) {
    return switch (failure.reason()) {
      case ABORTED -> new DownloadException(Reason.ABORTED, failure.problem(), failure);
      case NAME, CONNECT, TLS, BROKEN, SILENT, TOO_SLOW, TOO_LARGE, DEADLINE, SOURCE ->
          new DownloadException(Reason.UNREACHABLE, failure.problem(), failure);
    };
  }

  private DownloadException tooLarge() {
    return new DownloadException(
        Reason.TOO_LARGE, "the result is larger than " + mostBytes + " bytes", null);
  }
}
