package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;

/**
 * fal's signature under a webhook (fal.ai/docs, model APIs, webhooks).
 *
 * @param requestId fal's id of the request it speaks of
 * @param userId fal's id of the account
 * @param timestamp seconds since 1970, as written
 * @param hex the signature itself, as written
 */
record WebhookSignature(String requestId, String userId, String timestamp, String hex) {
  /** Whether this was made with a key over these bytes. */
  boolean isOf(ByteBuffer body, PublicKey key) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(signed(body));
      return check.verify(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // It is no signature of this kind at all.
      return false;
    }
  }

  private byte[] signed(ByteBuffer body) {
    String digest = HexFormat.of().formatHex(sha256(body));
    return String.join("\n", requestId, userId, timestamp, digest).getBytes(UTF_8);
  }

  private static byte[] sha256(ByteBuffer body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(body.duplicate());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
