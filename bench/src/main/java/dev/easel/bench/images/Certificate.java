package dev.easel.bench.images;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.bench.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** What sellers at this machine's own address prove themselves with, for one run. */
final class Certificate implements AutoCloseable {
  private static final String ALIAS = "sellers";

  /** Widespread; by itself the tool takes one that is much slower in Java. */
  private static final String CURVE = "secp256r1";

  /** Of a key that is worth nothing. */
  private static final String PASSWORD = "changeit";

  private final Path folder;

  private Certificate(Path folder) {
    this.folder = folder;
  }

  /** Makes one. */
  static Certificate make() throws IOException, InterruptedException, GeneralSecurityException {
    Certificate certificate = new Certificate(Files.createTempDirectory("easel-bench-"));
    certificate.makeStore();
    certificate.writePem();
    return certificate;
  }

  /** The JDK makes certificates by its own tool only. */
  private void makeStore() throws IOException, InterruptedException {
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                CURVE,
                "-dname",
                "CN=" + ALIAS,
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                store().toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (tool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
  }

  private void writePem() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
    write("CERTIFICATE", store.getCertificate(ALIAS).getEncoded(), chain());
    write("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded(), key());
  }

  private static void write(String what, byte[] encoded, Path file) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(encoded);
    String pem = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
    Files.writeString(file, pem, US_ASCII);
  }

  private Path store() {
    return folder.resolve("store.p12");
  }

  private Path chain() {
    return folder.resolve("certificate.pem");
  }

  private Path key() {
    return folder.resolve("key.pem");
  }

  /** With these arguments a sandbox serves with it. */
  String[] served() {
    return new String[] {"--tls-certificate=" + chain(), "--tls-key=" + key()};
  }

  /** With these flags a server trusts it, and nobody else. */
  String[] trusted() {
    return new String[] {
      "-Djavax.net.ssl.trustStore=" + store(), "-Djavax.net.ssl.trustStorePassword=" + PASSWORD
    };
  }

  /** Where the port at an address speaks TLS, which is the same place. */
  static URI secure(URI plain) {
    return URI.create("https://" + plain.getRawAuthority());
  }

  @Override
  public void close() throws IOException {
    Folders.delete(folder);
  }
}
