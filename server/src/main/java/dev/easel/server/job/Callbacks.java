package dev.easel.server.job;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.Callback;
import dev.easel.spi.Secret;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The addresses at which sellers report on attempts, one for each. Its token is a signature of ours
 * over what the address names: nothing is kept, and every replica that has the secret knows it
 * again. Safe for threads.
 */
public final class Callbacks {
  /** What follows the base URL; after it come instance, job, attempt and token. */
  public static final String PATH = "/v1/callbacks";

  private static final String ALGORITHM = "HmacSHA256";

  private final String base;
  private final Secret secret;

  /**
   * Addresses below a base.
   *
   * @param base where the HTTP port is reached from outside, without a slash at its end
   * @param secret what tokens are made with, the same at every replica
   */
  public Callbacks(URI base, Secret secret) {
    this.base = base.toString();
    this.secret = secret;
  }

  /** Where a seller may report on an attempt. */
  Callback of(String instance, AttemptKey attempt) {
    String address =
        String.join(
            "/", base + PATH, instance, attempt.jobId(), Integer.toString(attempt.number()));
    return new Callback(address, token(instance, attempt));
  }

  /** Whether a token is that of an attempt. Takes the same time wherever it differs. */
  boolean isToken(Secret given, String instance, AttemptKey attempt) {
    return token(instance, attempt).equals(given);
  }

  private Secret token(String instance, AttemptKey attempt) {
    String named = String.join("\n", "callback", instance, attempt.jobId(), "" + attempt.number());
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(US_ASCII), ALGORITHM));
      byte[] signature = mac.doFinal(named.getBytes(US_ASCII));
      return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has " + ALGORITHM, e);
    }
  }
}
