package dev.easel.server.blob.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.Bytes;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobStoreSuite;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.blob.StoredBlob;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Identifiers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskBlobStoreTest extends BlobStoreSuite {
  private final Random random = new Random(7);

  @TempDir Path data;

  @Override
  protected BlobStore open() throws IOException {
    return new DiskBlobStore(folder(), new Identifiers(random));
  }

  @Override
  protected Set<String> everything() throws IOException {
    return files().stream()
        .map(file -> folder().relativize(file).toString())
        .collect(Collectors.toSet());
  }

  @Override
  protected Set<String> elsewhere() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> !file.startsWith(folder()))
          .map(Path::toString)
          .collect(Collectors.toSet());
    }
  }

  @Override
  protected Path file(Blob blob) {
    return shelved(blob, ".image");
  }

  private Path folder() {
    return data.resolve("blobs");
  }

  private Path shelved(Blob blob, String ending) {
    return folder().resolve(blob.id().value().substring(0, 2)).resolve(blob.id() + ending);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void whatCannotBeFinishedLeavesNothingBehind() throws IOException {
    try (BlobWriter writer = store().create(OWNER, BlobPurpose.RESULT, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      for (Path file : files()) {
        Files.delete(file);
      }
      assertThatThrownBy(writer::commit).isInstanceOf(IOException.class);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aResultIsOneFileThatBeginsWithItsImage() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    assertThat(files()).containsExactly(shelved(blob, ".image"));
    assertThat(Files.readAllBytes(shelved(blob, ".image"))).startsWith(IMAGE);
  }

  @Test
  void aPinSharesTheBytesAndHasItsOwnFacts() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    Blob pin = store().pin(blob.id(), LATER.plusSeconds(1));
    assertThat(Files.isSameFile(shelved(blob, ".image"), shelved(pin, ".image"))).isTrue();
    store().delete(blob.id());
    assertThat(open().find(pin.id())).contains(pin);
    assertThat(bytes(store(), pin.id())).isEqualTo(IMAGE);
    store().delete(pin.id());
    assertThat(files()).isEmpty();
  }

  @Test
  void aPinThatCannotBeFinishedLeavesNothingBehind() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    BlobStore another = new DiskBlobStore(folder(), new Identifiers(new Random(9)));
    String next = new Identifiers(new Random(9)).blob().value();
    // Where its bytes would go, nothing but a folder can.
    Files.createDirectories(folder().resolve(next.substring(0, 2)).resolve(next + ".image"));
    assertThatThrownBy(() -> another.pin(blob.id(), LATER)).isInstanceOf(IOException.class);
    assertThat(files()).containsExactly(shelved(blob, ".image"));
    assertThat(another.kept()).containsExactly(blob.id());
  }

  @Test
  void aPinWithoutItsFactsDoesNotPassForTheOtherBlob() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    Blob pin = store().pin(blob.id(), LATER);
    Files.delete(shelved(pin, ".facts"));
    assertThatThrownBy(() -> store().find(pin.id())).isInstanceOf(DamagedBlobException.class);
    assertThat(store().find(blob.id())).contains(blob);
  }

  @Test
  void aPinWhoseBytesWereCutIsNotOpened() throws IOException {
    Blob pin = store().pin(stored(BlobPurpose.RESULT, IMAGE).id(), LATER);
    Files.write(shelved(pin, ".image"), Arrays.copyOf(IMAGE, IMAGE.length - 1));
    assertThatThrownBy(() -> store().open(pin.id())).isInstanceOf(DamagedBlobException.class);
  }

  @Test
  void aDamagedUploadIsUploadedAgain() throws IOException {
    Blob damaged = stored(BlobPurpose.UPLOAD, IMAGE);
    Files.write(shelved(damaged, ".image"), IMAGE);
    assertThat(store().findUpload(OWNER, damaged.sha256(), Instant.EPOCH)).isEmpty();
    Blob again = stored(BlobPurpose.UPLOAD, IMAGE);
    assertThat(store().findUpload(OWNER, damaged.sha256(), Instant.EPOCH)).contains(again);
  }

  /** No byte of what follows the image can change without being noticed. */
  @Test
  void neverTakesDamagedFactsForItsOwn() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    Path file = shelved(blob, ".image");
    byte[] written = Files.readAllBytes(file);
    for (int position = IMAGE.length; position < written.length; position++) {
      byte[] damaged = written.clone();
      damaged[position] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      assertThatThrownBy(() -> store().find(blob.id())).isInstanceOf(DamagedBlobException.class);
      assertThatThrownBy(() -> store().open(blob.id())).isInstanceOf(DamagedBlobException.class);
    }
  }

  @Test
  void noticesThatAFileWasCutAnywhere() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    Path file = shelved(blob, ".image");
    byte[] written = Files.readAllBytes(file);
    for (int length = 0; length < written.length; length++) {
      Files.write(file, Arrays.copyOf(written, length));
      assertThatThrownBy(() -> store().find(blob.id())).isInstanceOf(DamagedBlobException.class);
    }
  }

  @Test
  void noticesThatAnImageBecameLongerOrShorterBeforeItsFacts() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    Path file = shelved(blob, ".image");
    byte[] written = Files.readAllBytes(file);
    for (int change : new int[] {-1, 1}) {
      byte[] moved = new byte[written.length + change];
      int facts = written.length - IMAGE.length;
      System.arraycopy(written, IMAGE.length, moved, moved.length - facts, facts);
      Files.write(file, moved);
      assertThatThrownBy(() -> store().open(blob.id()))
          .isInstanceOf(DamagedBlobException.class)
          .hasMessageContaining("%d of %d bytes", IMAGE.length + change, IMAGE.length);
    }
  }

  @Test
  void aDamagedBlobStaysWhenOthersExpire() throws IOException {
    Blob damaged = stored(BlobPurpose.RESULT, IMAGE);
    stored(BlobPurpose.RESULT, IMAGE);
    Path file = shelved(damaged, ".image");
    Files.write(file, IMAGE);
    assertThat(store().deleteExpired(LATER)).isEqualTo(1);
    assertThat(files()).containsExactly(file);
    store().delete(damaged.id());
    assertThat(files()).isEmpty();
  }

  /** What an earlier version knew of it. */
  private static StoredBlob withoutChecksum(Blob blob) {
    return new StoredBlob(blob, Optional.empty());
  }

  @Test
  void readsWhatAnEarlierVersionStoredWithoutAChecksum() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    byte[] facts = Trailer.of(withoutChecksum(blob)).array();
    Files.write(file(blob), Bytes.join(IMAGE, facts));
    assertThat(open().find(blob.id())).contains(blob);
    assertThat(bytes(store(), blob.id())).isEqualTo(IMAGE);
    Blob pin = store().pin(blob.id(), LATER);
    assertThat(bytes(store(), pin.id())).isEqualTo(IMAGE);
    Bytes.flip(file(blob), IMAGE.length / 2);
    assertThat(bytes(store(), pin.id())).hasSize(IMAGE.length).isNotEqualTo(IMAGE);
  }

  @Test
  void readsWhatAnEarlierVersionStoredInTwoFiles() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    Files.write(shelved(blob, ".image"), IMAGE);
    Files.write(shelved(blob, ".facts"), BlobFacts.text(withoutChecksum(blob)));
    assertThat(open().find(blob.id())).contains(blob);
    assertThat(open().kept()).containsExactly(blob.id());
    assertThat(bytes(store(), blob.id())).isEqualTo(IMAGE);
    assertThat(store().deleteExpired(LATER)).isEqualTo(1);
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsNotCommittedIsApart() throws IOException {
    try (BlobWriter writer = store().create(OWNER, BlobPurpose.UPLOAD, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      assertThat(files()).allMatch(file -> file.toString().contains("unfinished"));
    }
  }

  @Test
  void clearsAwayWhatADeadProcessLeftUnfinished() throws IOException {
    Files.write(folder().resolve("unfinished").resolve("0".repeat(26)), IMAGE);
    assertThat(open().kept()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void takesABlobOfAnEarlierVersionForAResult() throws IOException {
    Blob blob = stored(BlobPurpose.UPLOAD, IMAGE);
    String facts = new String(BlobFacts.text(withoutChecksum(blob)), UTF_8);
    Files.writeString(shelved(blob, ".facts"), facts.replace("purpose=UPLOAD\n", ""));
    assertThat(store().find(blob.id()))
        .get()
        .extracting(Blob::purpose)
        .isEqualTo(BlobPurpose.RESULT);
  }

  @Test
  void trustsNoEntryOfTheIndexThatACrashLeftBehind() throws IOException {
    Blob blob = stored(BlobPurpose.UPLOAD, IMAGE);
    Files.delete(shelved(blob, ".image"));
    assertThat(store().findUpload(OWNER, blob.sha256(), Instant.EPOCH)).isEmpty();
    store().deleteExpired(LATER);
    assertThat(files()).isEmpty();
  }

  @Test
  void givesNoLinksOfItsOwn() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    assertThat(store().link(blob.id(), Duration.ofHours(1))).isEmpty();
  }
}
