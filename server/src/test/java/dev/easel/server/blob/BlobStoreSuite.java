package dev.easel.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.Bytes;
import dev.easel.server.Pictures;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of images does. */
public abstract class BlobStoreSuite {
  protected static final Instant LATER = Instant.parse("2026-11-24T00:00:00.000000001Z");
  protected static final Caller OWNER = new Caller("some \\ one\nelse ✓");
  protected static final byte[] IMAGE = Pictures.of(ImageFormat.PNG, new Size(40, 30));

  private static final BlobId NOBODYS = new BlobId("0".repeat(26));

  private BlobStore store;

  /** One more instance over the same storage, as after a restart or at another server. */
  protected abstract BlobStore open() throws IOException;

  /** The names of all that is stored. */
  protected abstract Set<String> everything() throws IOException;

  /** The names of all that is where the store has no business. */
  protected abstract Set<String> elsewhere() throws IOException;

  /** The file that begins with the bytes of a blob. */
  protected abstract Path file(Blob blob) throws IOException;

  @BeforeEach
  void openFirst() throws IOException {
    store = open();
  }

  protected final BlobStore store() {
    return store;
  }

  protected final Blob stored(BlobPurpose purpose, byte[] bytes) throws IOException {
    return stored(OWNER, purpose, bytes);
  }

  private Blob stored(Caller owner, BlobPurpose purpose, byte[] bytes) throws IOException {
    try (BlobWriter writer = store.create(owner, purpose, LATER)) {
      writer.write(ByteBuffer.wrap(bytes));
      return writer.commit();
    }
  }

  protected static byte[] bytes(BlobStore store, BlobId id) throws IOException {
    try (InputStream stream = Channels.newInputStream(store.open(id))) {
      return stream.readAllBytes();
    }
  }

  @Test
  void keepsBytesWithTheirHashTypeAndSize() throws IOException, NoSuchAlgorithmException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    assertThat(blob.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(IMAGE)));
    assertThat(blob.format()).isEqualTo(ImageFormat.PNG);
    assertThat(blob.size()).isEqualTo(new Size(40, 30));
    assertThat(blob.bytes()).isEqualTo(IMAGE.length);
    assertThat(bytes(store, blob.id())).isEqualTo(IMAGE);
  }

  @Test
  void knowsItsBlobsWhereverTheyWereStored() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    BlobStore another = open();
    assertThat(another.find(blob.id())).contains(blob);
    assertThat(bytes(another, blob.id())).isEqualTo(IMAGE);
    assertThat(another.kept()).containsExactly(blob.id());
  }

  @Test
  void remembersWhatABlobIsFor() throws IOException {
    for (BlobPurpose purpose : BlobPurpose.values()) {
      Blob blob = stored(purpose, IMAGE);
      assertThat(open().find(blob.id())).get().extracting(Blob::purpose).isEqualTo(purpose);
    }
  }

  @Test
  void showsNothingBeforeTheCommit() throws IOException {
    try (BlobWriter writer = store.create(OWNER, BlobPurpose.RESULT, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      assertThat(store.kept()).isEmpty();
      assertThat(open().kept()).isEmpty();
    }
  }

  @Test
  void leavesNothingBehindWithoutACommit() throws IOException {
    try (BlobWriter writer = store.create(OWNER, BlobPurpose.UPLOAD, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
    }
    assertThat(everything()).isEmpty();
  }

  @Test
  void refusesBytesThatAreNoImageAndKeepsNoneOfThem() throws IOException {
    assertThatThrownBy(() -> stored(BlobPurpose.UPLOAD, new byte[] {1, 2, 3}))
        .isInstanceOf(NotAnImageException.class);
    assertThat(everything()).isEmpty();
  }

  @Test
  void tellsTheHashOfWhatWasWrittenSoFar() throws IOException {
    try (BlobWriter writer = store.create(OWNER, BlobPurpose.UPLOAD, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE, 0, 9));
      String sofar = writer.sha256();
      writer.write(ByteBuffer.wrap(IMAGE, 9, IMAGE.length - 9));
      String whole = writer.sha256();
      assertThat(sofar).isNotEqualTo(whole);
      assertThat(writer.commit().sha256()).isEqualTo(whole);
    }
  }

  @Test
  void findsAndOpensNothingThatIsNotThere() throws IOException {
    assertThat(store.find(NOBODYS)).isEmpty();
    assertThatThrownBy(() -> store.open(NOBODYS)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> store.pin(NOBODYS, LATER)).isInstanceOf(NoSuchFileException.class);
    assertThat(everything()).isEmpty();
  }

  @Test
  void findsAnUploadByItsOwnerAndContentWhereverItWasMade() throws IOException {
    Blob blob = stored(BlobPurpose.UPLOAD, IMAGE);
    Instant before = LATER.minusNanos(1);
    assertThat(store.findUpload(OWNER, blob.sha256(), before)).contains(blob);
    assertThat(open().findUpload(OWNER, blob.sha256(), before)).contains(blob);
  }

  @Test
  void findsNoUploadOfAnotherOwnerOrContentOrOneWhoseTimeIsOver() throws IOException {
    Blob blob = stored(BlobPurpose.UPLOAD, IMAGE);
    Instant before = LATER.minusNanos(1);
    assertThat(store.findUpload(Caller.LOCAL, blob.sha256(), before)).isEmpty();
    assertThat(store.findUpload(OWNER, "00".repeat(32), before)).isEmpty();
    assertThat(store.findUpload(OWNER, blob.sha256(), LATER)).isEmpty();
  }

  @Test
  void findsNoResultAsAnUpload() throws IOException {
    Blob result = stored(BlobPurpose.RESULT, IMAGE);
    assertThat(store.findUpload(OWNER, result.sha256(), Instant.EPOCH)).isEmpty();
  }

  @Test
  void findsTheLatestOfTwoUploadsOfOneContentAndKeepsItWhenTheOtherGoes() throws IOException {
    Blob first = stored(BlobPurpose.UPLOAD, IMAGE);
    Blob second = stored(BlobPurpose.UPLOAD, IMAGE);
    store.delete(first.id());
    assertThat(store.findUpload(OWNER, second.sha256(), Instant.EPOCH)).contains(second);
  }

  @Test
  void aPinOutlivesWhatItWasMadeOf() throws IOException {
    Blob blob = stored(BlobPurpose.UPLOAD, IMAGE);
    Blob pin = store.pin(blob.id(), LATER.plusSeconds(60));
    store.delete(blob.id());
    assertThat(pin.id()).isNotEqualTo(blob.id());
    assertThat(pin.purpose()).isEqualTo(BlobPurpose.SOURCE);
    assertThat(pin.owner()).isEqualTo(OWNER);
    assertThat(pin.expireTime()).isEqualTo(LATER.plusSeconds(60));
    assertThat(open().find(pin.id())).contains(pin);
    assertThat(bytes(store, pin.id())).isEqualTo(IMAGE);
    assertThat(store.kept()).containsExactly(pin.id());
  }

  @Test
  void forgetsADeletedBlobAndDoesNotMindASecondDelete() throws IOException {
    for (BlobPurpose purpose : BlobPurpose.values()) {
      Blob blob = stored(purpose, IMAGE);
      store.delete(blob.id());
      store.delete(blob.id());
      assertThat(store.find(blob.id())).isEmpty();
      assertThatThrownBy(() -> store.open(blob.id())).isInstanceOf(NoSuchFileException.class);
      assertThat(everything()).isEmpty();
    }
  }

  @Test
  void forgetsWhatHasExpiredOnly() throws IOException {
    Blob upload = stored(BlobPurpose.UPLOAD, IMAGE);
    Blob result = stored(BlobPurpose.RESULT, IMAGE);
    Blob pin = store.pin(result.id(), LATER.plus(Duration.ofDays(1)));
    assertThat(store.deleteExpired(LATER.minusNanos(1))).isZero();
    assertThat(store.kept()).containsExactlyInAnyOrder(upload.id(), result.id(), pin.id());
    assertThat(open().deleteExpired(LATER)).isEqualTo(2);
    assertThat(store.kept()).containsExactly(pin.id());
    assertThat(store.deleteExpired(LATER.plus(Duration.ofDays(2)))).isEqualTo(1);
    assertThat(everything()).isEmpty();
  }

  @Test
  void readsFromAnyPlaceOn() throws IOException {
    byte[] image = Pictures.noisy(300_000);
    Blob blob = stored(BlobPurpose.RESULT, image);
    Random random = new Random(3);
    try (SeekableByteChannel channel = store.open(blob.id())) {
      assertThat(channel.size()).isEqualTo(image.length);
      for (int i = 0; i < 30; i++) {
        int from = random.nextInt(image.length);
        ByteBuffer piece = ByteBuffer.allocate(1 + random.nextInt(90_000));
        channel.position(from);
        while (piece.hasRemaining() && channel.read(piece) >= 0) {
          assertThat(channel.position()).isEqualTo(from + piece.position());
        }
        int length = Math.min(piece.capacity(), image.length - from);
        assertThat(piece.position()).isEqualTo(length);
        assertThat(ByteBuffer.wrap(image, from, length)).isEqualTo(piece.flip());
      }
      channel.position(image.length);
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      channel.position(image.length + 7L);
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  /** What a channel gives, in pieces, before it ends or throws. */
  private static int given(SeekableByteChannel channel) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(10_007);
    int given = 0;
    try {
      for (int count = channel.read(piece); count >= 0; count = channel.read(piece.clear())) {
        given += count;
      }
    } catch (DamagedBlobException e) {
      return given;
    }
    throw new AssertionError("all " + given + " bytes were given");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10_007, 150_000, 299_999})
  void whoReadsAllIsNeverGivenAWholeOfWhichAByteHasChanged(int position) throws IOException {
    byte[] image = Pictures.noisy(300_000);
    Blob blob = stored(BlobPurpose.RESULT, image);
    Bytes.flip(file(blob), position);
    BlobStore another = open();
    assertThat(another.find(blob.id())).contains(blob);
    try (SeekableByteChannel channel = another.open(blob.id())) {
      assertThat(given(channel)).isLessThan(image.length);
      channel.position(0);
      assertThat(given(channel)).isLessThan(image.length);
    }
    assertThatThrownBy(() -> bytes(another, blob.id()))
        .isInstanceOf(DamagedBlobException.class)
        .hasMessageContaining(blob.id().value());
    Bytes.flip(file(blob), position);
    assertThat(bytes(another, blob.id())).isEqualTo(image);
  }

  @Test
  void whoLookedAtTheHeaderFirstIsToldTheSame() throws IOException {
    byte[] image = Pictures.noisy(300_000);
    Blob blob = stored(BlobPurpose.UPLOAD, image);
    Bytes.flip(file(blob), 150_000);
    try (SeekableByteChannel channel = store.open(blob.id())) {
      ImageHeader.read(channel, BlobPurpose.SOURCE);
      channel.position(0);
      assertThat(given(channel)).isLessThan(image.length);
    }
  }

  @Test
  void whoReadsAPartHasItThoughAnotherIsDamaged() throws IOException {
    byte[] image = Pictures.noisy(300_000);
    Blob blob = stored(BlobPurpose.RESULT, image);
    Bytes.flip(file(blob), 150_000);
    try (InputStream beginning = Channels.newInputStream(store.open(blob.id()))) {
      assertThat(beginning.readNBytes(150_000)).isEqualTo(Arrays.copyOf(image, 150_000));
    }
    try (SeekableByteChannel channel = store.open(blob.id())) {
      InputStream rest = Channels.newInputStream(channel.position(150_001));
      assertThat(rest.readAllBytes()).isEqualTo(Arrays.copyOfRange(image, 150_001, image.length));
    }
  }

  @Test
  void aPinIsHeldToTheSameBytes() throws IOException {
    byte[] image = Pictures.noisy(300_000);
    Blob pin = store.pin(stored(BlobPurpose.UPLOAD, image).id(), LATER);
    assertThat(bytes(store, pin.id())).isEqualTo(image);
    Bytes.flip(file(pin), 150_000);
    assertThatThrownBy(() -> bytes(store, pin.id())).isInstanceOf(DamagedBlobException.class);
    Blob again = store.pin(pin.id(), LATER);
    assertThatThrownBy(() -> bytes(store, again.id())).isInstanceOf(DamagedBlobException.class);
  }

  @Test
  void tellsTheHeaderOfWhatItKeeps() throws IOException {
    Blob blob = stored(BlobPurpose.UPLOAD, Pictures.transparent(new Size(512, 512)));
    try (SeekableByteChannel channel = store.open(blob.id())) {
      assertThat(ImageHeader.read(channel, BlobPurpose.SOURCE).alpha()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/passwd",
        "..",
        ".",
        "/etc/passwd",
        "..\\..\\windows",
        "%2e%2e%2f%2e%2e%2f",
        "..%00",
        "a\0b",
        "./../x?list-type=2#",
        "~root",
        "con",
        "\u202e../",
        "x\r\nx-amz-acl: public-read"
      })
  void nothingACallerSaysNamesAPlace(String evil) throws IOException {
    Set<String> before = elsewhere();
    assertThat(BlobId.isValid(evil)).isFalse();
    assertThatThrownBy(() -> new BlobId(evil)).isInstanceOf(IllegalArgumentException.class);
    Caller owner = new Caller(evil);
    Blob blob = stored(owner, BlobPurpose.UPLOAD, IMAGE);
    assertThat(store.findUpload(owner, blob.sha256(), Instant.EPOCH)).contains(blob);
    assertThat(store.findUpload(owner, evil, Instant.EPOCH)).isEmpty();
    assertThat(open().find(blob.id())).get().extracting(Blob::owner).isEqualTo(owner);
    assertThat(everything()).allMatch(name -> name.matches("[A-Za-z0-9/._-]+"));
    assertThat(elsewhere()).isEqualTo(before);
    store.delete(blob.id());
    assertThat(everything()).isEmpty();
  }
}
