package dev.easel.fal;

import dev.easel.http.json.Json;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Ed25519 keys in the JSON form of RFC 8037. */
final class WebhookKey {
  private static final int LENGTH = 32;

  /** What stands before the key's bytes in X.509 (RFC 8410). */
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private WebhookKey() {}

  /** The key, if it is one of this kind. */
  static Optional<PublicKey> of(Json key) {
    boolean ours =
        key.text("kty").equals(Optional.of("OKP"))
            && key.text("crv").equals(Optional.of("Ed25519"));
    return ours ? key.text("x").flatMap(WebhookKey::decode) : Optional.empty();
  }

  private static Optional<PublicKey> decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length != LENGTH) {
        return Optional.empty();
      }
      byte[] encoded = new byte[X509_HEAD.length + LENGTH];
      System.arraycopy(X509_HEAD, 0, encoded, 0, X509_HEAD.length);
      System.arraycopy(bytes, 0, encoded, X509_HEAD.length, LENGTH);
      return Optional.of(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // One that cannot be read fits nothing.
      return Optional.empty();
    }
  }
}
