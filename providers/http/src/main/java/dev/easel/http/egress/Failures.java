package dev.easel.http.egress;

import dev.easel.http.TransportException;
import dev.easel.http.egress.SourceException.Reason;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What goes wrong on the way, in the words of a fetch. */
final class Failures {
  private Failures() {}

  static SourceException of(TransportException failure) {
    return switch (failure.reason()) {
      case NAME, CONNECT, BROKEN, SILENT, TOO_SLOW ->
          failed(Reason.UNREACHABLE, "could not be fetched: ", failure);
      case TLS ->
          failed(
              isAboutTheCertificate(failure) ? Reason.NOT_SERVED : Reason.UNREACHABLE,
              "could not be fetched: ",
              failure);
      case DEADLINE -> failed(Reason.DEADLINE, "was not fetched in time: ", failure);
      case ABORTED -> failed(Reason.ABORTED, "was not fetched: ", failure);
      case TOO_LARGE, SOURCE ->
          throw new AssertionError("a fetch bounds and sends by itself", failure);
    };
  }

  /** Of the statuses that are no success, those that pass by themselves are worth another try. */
  static SourceException of(GuardedUrl url, int status) {
    return new SourceException(
        switch (status) {
          case 408, 421, 425, 429 -> Reason.UNREACHABLE;
          default -> status >= 500 ? Reason.UNREACHABLE : Reason.NOT_SERVED;
        },
        "was answered by " + url.host() + " with status " + status,
        null);
  }

  static SourceException of(RefusedUrlException refusal) {
    return new SourceException(
        Reason.FORBIDDEN, "redirects to a URL that " + refusal.problem(), refusal);
  }

  private static SourceException failed(Reason reason, String what, TransportException failure) {
    return new SourceException(reason, what + failure.problem(), failure);
  }

  private static boolean isAboutTheCertificate(TransportException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }
}
