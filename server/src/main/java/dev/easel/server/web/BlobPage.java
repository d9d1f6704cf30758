package dev.easel.server.web;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.blob.SignedLinks;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/blobs/ID?expires=TIME&signature=SIGNATURE}: an image, for whoever has a link to
 * it. No file is looked for before the signature is known to be ours.
 */
public final class BlobPage extends Handler.Abstract {
  /** What a reader holds of the heap, in bytes. */
  public static final int WINDOW = 64 << 10;

  private static final HttpField LATER = new HttpField(HttpHeader.RETRY_AFTER, "1");
  private static final Logger log = LoggerFactory.getLogger(BlobPage.class);
  private static final Pattern QUERY =
      Pattern.compile("expires=([0-9]{1,12})&signature=([\\w-]{43})");
  private static final List<String> METHODS = List.of("GET", "HEAD");

  private final SignedLinks links;
  private final BlobStore blobs;
  private final InstantSource clock;
  private final Semaphore room;

  /**
   * Shows what these links lead to.
   *
   * @param mostReaders of images at one time, each of whom holds a {@link #WINDOW} and a file
   */
  public BlobPage(SignedLinks links, BlobStore blobs, InstantSource clock, int mostReaders) {
    this.links = links;
    this.blobs = blobs;
    this.clock = clock;
    this.room = new Semaphore(mostReaders);
  }

  /** What a link says, once its signature is proven. */
  private record Visit(BlobId id, Instant expireTime) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(SignedLinks.PATH + "/")) {
      return false;
    }
    BlobAnswer answer = new BlobAnswer(request, response, callback);
    if (!METHODS.contains(request.getMethod())) {
      answer.refuse(
          HttpStatus.METHOD_NOT_ALLOWED_405,
          new HttpField(HttpHeader.ALLOW, String.join(", ", METHODS)));
      return true;
    }
    Instant now = clock.instant();
    visit(path.substring(SignedLinks.PATH.length() + 1), request.getHttpURI().getQuery())
        .filter(visit -> visit.expireTime().isAfter(now))
        .ifPresentOrElse(
            visit -> show(visit, now, answer), () -> answer.refuse(HttpStatus.FORBIDDEN_403));
    return true;
  }

  private Optional<Visit> visit(String id, @Nullable String query) {
    Matcher signed = QUERY.matcher(query == null ? "" : query);
    if (!BlobId.isValid(id) || !signed.matches()) {
      return Optional.empty();
    }
    BlobId named = new BlobId(id);
    long expires = Long.parseLong(signed.group(1));
    return links.isSigned(named, expires, Secret.of(signed.group(2)))
        ? Optional.of(new Visit(named, Instant.ofEpochSecond(expires)))
        : Optional.empty();
  }

  private void show(Visit visit, Instant now, BlobAnswer answer) {
    if (!room.tryAcquire()) {
      answer.refuse(HttpStatus.SERVICE_UNAVAILABLE_503, LATER);
      return;
    }
    try {
      find(visit, now, answer);
    } finally {
      room.release();
    }
  }

  /** Nothing is thrown on to the library, whose log would have the whole link. */
  private void find(Visit visit, Instant now, BlobAnswer answer) {
    try {
      Optional<Blob> blob = blobs.find(visit.id()).filter(found -> found.expireTime().isAfter(now));
      if (blob.isPresent()) {
        answer.show(blobs, blob.get(), Duration.between(now, visit.expireTime()));
      } else {
        answer.refuse(HttpStatus.NOT_FOUND_404);
      }
    } catch (DamagedBlobException e) {
      log.error("blob {} cannot be shown", visit.id(), e);
      answer.refuse(HttpStatus.INTERNAL_SERVER_ERROR_500);
    } catch (IOException | RuntimeException e) {
      log.warn("blob {} cannot be shown", visit.id(), e);
      answer.refuse(HttpStatus.SERVICE_UNAVAILABLE_503);
    }
  }
}
