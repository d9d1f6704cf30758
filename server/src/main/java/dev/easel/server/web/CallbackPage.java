package dev.easel.server.web;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.Callbacks;
import dev.easel.server.job.Reports;
import dev.easel.server.job.Reports.Addressed;
import dev.easel.server.job.Reports.Reception;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/callbacks/INSTANCE/JOB/ATTEMPT/TOKEN}: what sellers report. Nothing is read of
 * what comes to an address that is not ours, and no answer says more than its status.
 */
public final class CallbackPage extends Handler.Abstract {
  private static final Pattern ADDRESS =
      Pattern.compile(
          Callbacks.PATH + "/([a-z][a-z0-9-]{0,31})/(\\w{26})/([0-9]{1,6})/([\\w-]{43})");
  private static final Logger log = LoggerFactory.getLogger(CallbackPage.class);
  private static final int LARGEST = 1 << 20;

  private static final int MOST_READ_OUT = 16 << 20;

  /** So many are in memory at most; a seller sends again what is not taken. */
  private static final int MOST_AT_A_TIME = 16;

  private static final String LATER_SECONDS = "5";

  private final Reports reports;
  private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

  /** Hands on to these. */
  public CallbackPage(Reports reports) {
    this.reports = reports;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws IOException, InterruptedException {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(Callbacks.PATH + "/")) {
      return false;
    }
    Optional<Addressed> to = addressed(path).filter(reports::isOurs);
    int status = to.isEmpty() ? HttpStatus.NOT_FOUND_404 : receive(request, to.get());
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, LATER_SECONDS);
    }
    if (HttpStatus.isSuccess(status)) {
      response.setStatus(status);
      callback.succeeded();
    } else {
      Response.writeError(request, response, callback, status);
    }
    return true;
  }

  private static Optional<Addressed> addressed(String path) {
    Matcher parts = ADDRESS.matcher(path);
    return parts.matches() && JobId.isValid(parts.group(2))
        ? Optional.of(
            new Addressed(
                parts.group(1),
                new AttemptKey(parts.group(2), Integer.parseInt(parts.group(3))),
                Secret.of(parts.group(4))))
        : Optional.empty();
  }

  private int receive(Request request, Addressed to) throws IOException, InterruptedException {
    if (!request.getMethod().equals("POST")) {
      return HttpStatus.METHOD_NOT_ALLOWED_405;
    }
    if (!places.tryAcquire()) {
      return HttpStatus.SERVICE_UNAVAILABLE_503;
    }
    try {
      Optional<ByteBuffer> body = body(request);
      return body.isEmpty()
          ? HttpStatus.PAYLOAD_TOO_LARGE_413
          : status(reports.receive(to, headers(request), body.get()));
    } finally {
      places.release();
    }
  }

  private static int status(Reception reception) {
    return switch (reception) {
      case TAKEN -> HttpStatus.NO_CONTENT_204;
      case UNTRUSTED -> HttpStatus.UNAUTHORIZED_401;
      case LATER -> HttpStatus.SERVICE_UNAVAILABLE_503;
    };
  }

  private static Optional<ByteBuffer> body(Request request) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      if (request.getLength() > LARGEST) {
        readOut(in);
        return Optional.empty();
      }
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        readOut(in);
        return Optional.empty();
      }
      return Optional.of(ByteBuffer.wrap(bytes));
    }
  }

  /** A connection closed on what was not read is reset, and the reset takes the answer away. */
  private static void readOut(InputStream in) {
    try {
      in.skip(MOST_READ_OUT);
    } catch (IOException e) {
      // Who breaks off hears nothing more anyway.
      log.debug("a report that is too long broke off", e);
    }
  }

  private static Map<String, List<String>> headers(Request request) {
    Map<String, List<String>> headers = new HashMap<>();
    request
        .getHeaders()
        .forEach(field ->
            headers.put(
                field.getLowerCaseName(), request.getHeaders().getValuesList(field.getName())));
    return headers;
  }
}
