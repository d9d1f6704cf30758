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
import java.io.InterruptedIOException;
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
  private static final int TOO_LARGE = HttpStatus.PAYLOAD_TOO_LARGE_413;

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
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(Callbacks.PATH + "/")) {
      return false;
    }
    int status =
        addressed(path)
            .filter(reports::isOurs)
            .map(to -> receive(request, to))
            .orElse(HttpStatus.NOT_FOUND_404);
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

  /** Nothing is thrown on to the library, whose log would have the whole address. */
  private int receive(Request request, Addressed to) {
    if (!request.getMethod().equals("POST")) {
      return HttpStatus.METHOD_NOT_ALLOWED_405;
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      ReportBody body = new ReportBody(in, System::nanoTime);
      int status = request.getLength() > ReportBody.LARGEST ? TOO_LARGE : take(request, body, to);
      if (status == TOO_LARGE) {
        body.readOut();
      }
      return status;
    } catch (InterruptedIOException e) {
      log.info("job {}: {}", to.attempt().jobId(), e.getMessage());
      return HttpStatus.REQUEST_TIMEOUT_408;
    } catch (IOException e) {
      log.info("job {}: a report broke off", to.attempt().jobId(), e);
      return HttpStatus.BAD_REQUEST_400;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return HttpStatus.SERVICE_UNAVAILABLE_503;
    } catch (RuntimeException e) {
      log.error("job {}: a report could not be taken", to.attempt().jobId(), e);
      return HttpStatus.SERVICE_UNAVAILABLE_503;
    }
  }

  private int take(Request request, ReportBody body, Addressed to)
      throws IOException, InterruptedException {
    if (!places.tryAcquire()) {
      return HttpStatus.SERVICE_UNAVAILABLE_503;
    }
    try {
      Optional<ByteBuffer> all = body.read();
      return all.isEmpty() ? TOO_LARGE : status(reports.receive(to, headers(request), all.get()));
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
