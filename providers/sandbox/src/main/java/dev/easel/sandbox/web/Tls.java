package dev.easel.sandbox.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server proves itself with. Immutable.
 *
 * @param chain its certificate, then those that vouch for it
 * @param key the private key of the first
 */
public record Tls(List<Certificate> chain, PrivateKey key) {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

  /** Copies the chain. */
  public Tls {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both from PEM files, the key unencrypted as PKCS #8.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if it is not what it should be
   */
  public static Tls read(Path certificate, Path key) throws IOException {
    byte[] certificates = Files.readAllBytes(certificate);
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<Certificate> chain =
          factory.generateCertificates(new ByteArrayInputStream(certificates)).stream()
              .<Certificate>map(one -> one)
              .toList();
      if (chain.isEmpty()) {
        throw new IllegalArgumentException(certificate + " holds no certificate");
      }
      return new Tls(chain, privateKey(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          certificate + " holds no certificate in PEM form: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new IllegalArgumentException(file + " holds no unencrypted PKCS #8 key in PEM form");
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    for (String algorithm : ALGORITHMS) {
      Optional<PrivateKey> key = privateKey(algorithm, encoded);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new IllegalArgumentException(file + " holds a key that is none of " + ALGORITHMS);
  }

  /** Nothing if the key is of another algorithm. */
  private static Optional<PrivateKey> privateKey(String algorithm, PKCS8EncodedKeySpec encoded)
      throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    }
  }

  /** Both in a store in memory, under this password. */
  KeyStore store(char[] password) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry("sandbox", key, password, chain.toArray(Certificate[]::new));
    return store;
  }
}
