package dev.easel.fal;

import dev.easel.http.Reply;
import dev.easel.http.TransportException;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import java.io.IOException;
import java.util.Optional;

/** Says why a source could not be brought to fal. Nothing was bought then. */
record UploadFailures(Failures failures) {
  /** fal refused it. */
  ProviderException refused(Reply reply) {
    Optional<ErrorBody> body = ErrorBody.of(reply);
    if (body.isPresent() && isAboutAccount(reply.status())) {
      return new ProviderException(failures.failure(Fate.NOT_SENT, reply, body.get()));
    }
    return unclear("fal's storage answered with status " + reply.status());
  }

  /** Nobody knows where it is. */
  ProviderException unclear(String problem) {
    return new ProviderException(
        ProviderFailure.of(
            Fate.NOT_SENT, Fault.UNAVAILABLE, problem + "; the sources could not be uploaded"));
  }

  /** There was no answer. */
  ProviderException lost(TransportException failure) {
    Fault fault = Judgement.fault(failure.reason());
    return new ProviderException(
        ProviderFailure.of(
                Fate.NOT_SENT, fault, failure.problem() + "; the sources could not be uploaded")
            .withRetryable(fault.passing() && fault != Fault.STORAGE_FAILED),
        failure);
  }

  /** The host could not give its bytes, which no other try at fal brings back. */
  ProviderException unreadable(IOException failure) {
    return new ProviderException(
        ProviderFailure.of(Fate.NOT_SENT, Fault.STORAGE_FAILED, "a source image could not be read")
            .withRetryable(false),
        failure);
  }

  private static boolean isAboutAccount(int status) {
    return status == 401 || status == 402 || status == 403 || status == 429;
  }
}
