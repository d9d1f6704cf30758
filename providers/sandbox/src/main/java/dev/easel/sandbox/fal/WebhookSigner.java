package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** An Ed25519 key, and what is signed with it as fal signs its webhooks. */
final class WebhookSigner {

  private static final String USER = "sandbox-user";
  private static final int KEY_LENGTH = 32;

  private final KeyPair pair;

  /** With a new key. */
  WebhookSigner() {
    try {
      this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** The headers of a webhook. */
  Map<String, String> headers(String requestId, Instant at, byte[] body) {
    String timestamp = Long.toString(at.getEpochSecond());
    return Map.of(
        "X-Fal-Webhook-Request-Id",
        requestId,
        "X-Fal-Webhook-User-Id",
        USER,
        "X-Fal-Webhook-Timestamp",
        timestamp,
        "X-Fal-Webhook-Signature",
        signature(requestId, timestamp, body));
  }

  private String signature(String requestId, String timestamp, byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      String signed =
          String.join("\n", requestId, USER, timestamp, HexFormat.of().formatHex(digest));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("nothing can be signed", e);
    }
  }

  /** The key for those who check. */
  Json published() {
    // The key itself is the end of its X.509 form (RFC 8410).
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] key = Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
    return Json.struct()
        .put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(key))
        .put("kid", "sandbox")
        .build();
  }
}
