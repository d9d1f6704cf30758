package dev.easel.server.web;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.domain.Blob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to one who has a link. The image goes through one window, which is filled again when
 * the connection has taken it: a slow reader costs that window and a parked virtual thread.
 */
final class BlobAnswer {
  private static final Logger log = LoggerFactory.getLogger(BlobAnswer.class);

  private final Request request;
  private final Response response;
  private final Callback callback;

  BlobAnswer(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  /** An answer without an image, which nobody is to remember; not once one was begun. */
  void refuse(int status, HttpField... more) {
    if (response.isCommitted()) {
      callback.failed(new IOException("the image could not be sent whole"));
      return;
    }
    response.reset();
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    List.of(more).forEach(headers::put);
    Response.writeError(request, response, callback, status);
  }

  /**
   * Shows what is asked for of an image.
   *
   * @param left for how long the link works
   * @throws IOException if the store cannot give it
   */
  void show(BlobStore blobs, Blob blob, Duration left) throws IOException {
    EntityTag tag = EntityTag.of(blob.sha256());
    HttpFields asked = request.getHeaders();
    if (!tag.isWantedBy(asked.getValuesList(HttpHeader.IF_MATCH))) {
      refuse(HttpStatus.PRECONDITION_FAILED_412);
    } else if (tag.isKnownBy(asked.getValuesList(HttpHeader.IF_NONE_MATCH))) {
      tell(tag, left);
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      callback.succeeded();
    } else {
      show(blobs, blob, tag, left);
    }
  }

  private void show(BlobStore blobs, Blob blob, EntityTag tag, Duration left) throws IOException {
    switch (range(tag, blob.bytes())) {
      case RequestedRange.Beyond() ->
          refuse(
              HttpStatus.RANGE_NOT_SATISFIABLE_416,
              new HttpField(HttpHeader.CONTENT_RANGE, "bytes */" + blob.bytes()));
      case RequestedRange.Whole() ->
          send(blobs, blob, tag, left, HttpStatus.OK_200, 0, blob.bytes());
      case RequestedRange.Part(long first, long length) -> {
        long last = first + length - 1;
        String range = "bytes %d-%d/%d".formatted(first, last, blob.bytes());
        response.getHeaders().put(HttpHeader.CONTENT_RANGE, range);
        send(blobs, blob, tag, left, HttpStatus.PARTIAL_CONTENT_206, first, length);
      }
    }
  }

  /** A part is asked for by GET alone, and only of the content that it was first seen of. */
  private RequestedRange range(EntityTag tag, long total) {
    HttpFields asked = request.getHeaders();
    List<String> known = asked.getValuesList(HttpHeader.IF_RANGE);
    boolean same = known.isEmpty() || known.equals(List.of(tag.text()));
    return same && request.getMethod().equals("GET")
        ? RequestedRange.read(asked.getValuesList(HttpHeader.RANGE), total)
        : new RequestedRange.Whole();
  }

  private void send(
      BlobStore blobs, Blob blob, EntityTag tag, Duration left, int status, long first, long length)
      throws IOException {
    try (SeekableByteChannel channel = blobs.open(blob.id())) {
      channel.position(first);
      response.setStatus(status);
      tell(tag, left);
      describe(blob, length);
      if (request.getMethod().equals("GET")) {
        pour(channel, length);
      }
      callback.succeeded();
    } catch (NoSuchFileException e) {
      refuse(HttpStatus.NOT_FOUND_404);
    } catch (GoneException e) {
      log.debug("the reader of blob {} has gone", blob.id());
      callback.failed(e);
    }
  }

  private void tell(EntityTag tag, Duration left) {
    response
        .getHeaders()
        .put(HttpHeader.ETAG, tag.text())
        .put(HttpHeader.CACHE_CONTROL, "private, immutable, max-age=" + left.toSeconds());
  }

  /** Shown as the image that it is, and as nothing else. */
  private void describe(Blob blob, long length) {
    String name = blob.id() + "." + blob.format().extension();
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, blob.format().mediaType())
        .put(HttpHeader.CONTENT_LENGTH, length)
        .put(HttpHeader.ACCEPT_RANGES, "bytes")
        .put(HttpHeader.CONTENT_DISPOSITION, "inline; filename=\"" + name + "\"")
        .put("X-Content-Type-Options", "nosniff")
        .put("Content-Security-Policy", "default-src 'none'; sandbox");
  }

  private void pour(SeekableByteChannel channel, long length) throws IOException {
    ByteBuffer window = ByteBuffer.allocate((int) Math.min(BlobPage.WINDOW, length));
    long left = length;
    while (left > 0) {
      window.clear().limit((int) Math.min(window.capacity(), left));
      while (window.hasRemaining()) {
        if (channel.read(window) < 0) {
          throw new IOException("the file is shorter than its blob");
        }
      }
      left -= window.flip().remaining();
      write(left == 0, window);
    }
  }

  private void write(boolean last, ByteBuffer bytes) throws GoneException {
    try {
      Content.Sink.write(response, last, bytes);
    } catch (IOException e) {
      throw new GoneException(e);
    }
  }

  /** Nobody reads on. */
  private static final class GoneException extends IOException {
    private static final long serialVersionUID = 1;

    GoneException(IOException cause) {
      super(cause);
    }
  }
}
