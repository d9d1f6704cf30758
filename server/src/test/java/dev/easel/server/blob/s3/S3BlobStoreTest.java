package dev.easel.server.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.server.Bytes;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobStoreSuite;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.blob.StoredBlob;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Identifiers;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Over a real S3 server. */
@ExtendWith(SharedS3.class)
final class S3BlobStoreTest extends BlobStoreSuite {
  private final S3Server server;
  private final S3Settings settings;
  private final Stores stores;
  private final Path folder;

  S3BlobStoreTest(S3Server server, @TempDir Path folder) throws IOException {
    this.server = server;
    this.folder = folder;
    this.settings = S3Server.settings(server.port(), server.newBucket());
    this.stores = new Stores(folder);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Override
  protected BlobStore open() throws IOException {
    return stores.open(settings);
  }

  @Override
  protected Set<String> everything() throws IOException {
    Stream<String> objects =
        server.objectNames().stream()
            .filter(name -> name.startsWith(root()))
            .map(name -> name.substring(root().length()));
    try (Stream<Path> files = Files.walk(folder)) {
      Stream<String> spooled =
          files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString());
      return Stream.concat(objects, spooled).collect(Collectors.toSet());
    }
  }

  @Override
  protected Set<String> elsewhere() throws IOException {
    return server.objectNames().stream()
        .filter(name -> !name.startsWith(root()))
        .collect(Collectors.toSet());
  }

  @Override
  protected Path file(Blob blob) {
    return server.file(settings.bucket(), settings.prefix() + "blobs/" + blob.id());
  }

  private String root() {
    return settings.bucket() + "/" + settings.prefix();
  }

  private IOException refused(S3Settings with) {
    return catchThrowableOfType(IOException.class, () -> stores.open(with));
  }

  private S3Settings with(String bucket, Secret accessKey, Secret secretKey) {
    return new S3Settings(
        settings.endpoint(),
        settings.region(),
        bucket,
        settings.prefix(),
        accessKey,
        secretKey,
        Optional.empty(),
        true);
  }

  @Test
  void leavesNothingOfItsProofAtTheStart() throws IOException {
    assertThat(everything()).isEmpty();
  }

  @Test
  void aBucketThatIsNotThereIsSaidAtTheStart() {
    assertThat(refused(with("nobody-made-this", settings.accessKey(), settings.secretKey())))
        .hasMessageContaining("has no bucket nobody-made-this")
        .hasMessageContaining("blobs.bucket");
  }

  @Test
  void aWrongSecretIsSaidAtTheStartAndNotShown() {
    Secret wrong = Secret.of("wrong-90dd1f4c");
    IOException why = refused(with(settings.bucket(), settings.accessKey(), wrong));
    assertThat(why)
        .hasMessageContaining("blobs.secret-key")
        .message()
        .doesNotContain(wrong.reveal(), settings.accessKey().reveal());
  }

  @Test
  void anUnknownKeyIsSaidAtTheStart() {
    assertThat(refused(with(settings.bucket(), Secret.of("stranger"), settings.secretKey())))
        .hasMessageContaining("blobs.access-key")
        .message()
        .doesNotContain("stranger");
  }

  @Test
  void clocksThatAreFarApartAreSaidAtTheStart() {
    InstantSource early = () -> Instant.now().minus(Duration.ofDays(2));
    assertThatThrownBy(() ->
            S3BlobStore.open(
                settings,
                Stores.PATIENT,
                Stores.surroundings(early),
                folder.resolve("early"),
                new Identifiers(new Random(1))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void settingsShowNoSecret() {
    assertThat(settings.toString())
        .doesNotContain(settings.secretKey().reveal(), settings.accessKey().reveal());
  }

  @Test
  void anImageTravelsWithItsTypeForThoseWhoFollowALink() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    URI link = store().link(blob.id(), Duration.ofMinutes(5)).orElseThrow();
    HttpURLConnection connection = (HttpURLConnection) link.toURL().openConnection();
    assertThat(connection.getContentType()).isEqualTo("image/png");
    try (InputStream bytes = connection.getInputStream()) {
      assertThat(bytes.readAllBytes()).isEqualTo(IMAGE);
    }
    assertThat(link.toString()).doesNotContain(settings.secretKey().reveal());
  }

  @Test
  void aLinkShowsNothingElse() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    Blob other = stored(BlobPurpose.RESULT, IMAGE);
    URI link = store().link(blob.id(), Duration.ofMinutes(5)).orElseThrow();
    URI bent = URI.create(link.toString().replace(blob.id().value(), other.id().value()));
    assertThat(((HttpURLConnection) bent.toURL().openConnection()).getResponseCode())
        .isEqualTo(403);
  }

  @Test
  void oneImageAfterAnotherExpiresHoweverManyThereAre() throws IOException {
    for (int i = 0; i < 28; i++) {
      Instant expireTime = i % 9 == 0 ? LATER.plusSeconds(i + 1) : LATER.minusSeconds(i);
      try (BlobWriter writer = store().create(OWNER, BlobPurpose.RESULT, expireTime)) {
        writer.write(ByteBuffer.wrap(IMAGE));
        writer.commit();
      }
    }
    assertThat(store().deleteExpired(LATER)).isEqualTo(24);
    assertThat(store().kept()).hasSize(4);
  }

  /** Another object takes a blob's place, without what is known of it. */
  private void replace(Blob blob) throws IOException {
    Files.delete(file(blob));
    Files.write(file(blob), new byte[] {1});
  }

  @Test
  void whatIsNoLongerOursIsNotMistakenForAnImage() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    replace(blob);
    assertThatThrownBy(() -> store().find(blob.id())).isInstanceOf(DamagedBlobException.class);
    assertThatThrownBy(() -> store().pin(blob.id(), LATER))
        .isInstanceOf(DamagedBlobException.class);
    store().delete(blob.id());
    assertThat(store().find(blob.id())).isEmpty();
  }

  @Test
  void aDamagedUploadIsUploadedAgain() throws IOException {
    Blob damaged = stored(BlobPurpose.UPLOAD, IMAGE);
    replace(damaged);
    assertThat(store().findUpload(OWNER, damaged.sha256(), Instant.EPOCH)).isEmpty();
    Blob again = stored(BlobPurpose.UPLOAD, IMAGE);
    assertThat(store().findUpload(OWNER, damaged.sha256(), Instant.EPOCH)).contains(again);
  }

  @Test
  void readsWhatAnEarlierVersionStoredWithoutAChecksum() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    try (Bucket bucket = new Bucket(settings, Stores.PATIENT, Stores.surroundings())) {
      new Shelf(bucket, new ObjectKeys(settings.prefix()))
          .store(
              new StoredBlob(blob, Optional.empty()),
              Payload.of(Files.write(folder.resolve("earlier"), IMAGE), "image/png"));
    }
    assertThat(store().find(blob.id())).contains(blob);
    assertThat(bytes(store(), blob.id())).isEqualTo(IMAGE);
    Blob pin = store().pin(blob.id(), LATER);
    Bytes.flip(file(pin), IMAGE.length / 2);
    assertThat(bytes(store(), pin.id())).hasSize(IMAGE.length).isNotEqualTo(IMAGE);
  }

  @Test
  void aForeignObjectIsPassedOver() throws IOException {
    Path foreign = server.file(settings.bucket(), settings.prefix() + "expiry/readme.txt");
    Files.createDirectories(foreign.getParent());
    Files.writeString(foreign, "not ours");
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    assertThat(store().kept()).containsExactly(blob.id());
    assertThat(store().deleteExpired(LATER)).isEqualTo(1);
    assertThat(everything()).containsExactly("expiry/readme.txt");
  }

  @Test
  void anUploadThatIsGoneIsNotFoundByItsContent() throws IOException {
    Blob blob = stored(BlobPurpose.UPLOAD, IMAGE);
    Files.delete(server.file(settings.bucket(), settings.prefix() + "blobs/" + blob.id()));
    assertThat(store().findUpload(OWNER, blob.sha256(), Instant.EPOCH)).isEmpty();
    store().deleteExpired(LATER);
    assertThat(everything()).isEmpty();
  }

  @Test
  void goingBackALittleCostsNoFurtherRequest() throws IOException, InterruptedException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    try (SeekableByteChannel channel = store().open(blob.id())) {
      ByteBuffer beginning = ByteBuffer.allocate(16);
      assertThat(channel.read(beginning)).isEqualTo(16);
      Files.delete(server.file(settings.bucket(), settings.prefix() + "blobs/" + blob.id()));
      channel.position(4);
      ByteBuffer again = ByteBuffer.allocate(12);
      assertThat(channel.read(again)).isEqualTo(12);
      assertThat(again.flip()).isEqualTo(ByteBuffer.wrap(IMAGE, 4, 12));
    }
  }
}
