package dev.easel.server.blob.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.Pictures;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskBlobStoreTest {
  private static final Instant LATER = Instant.parse("2026-11-24T00:00:00Z");
  private static final Caller OWNER = new Caller("some \\ one\nelse");
  private static final byte[] IMAGE = Pictures.of(ImageFormat.PNG, new Size(40, 30));

  @TempDir Path folder;

  private DiskBlobStore store;

  @BeforeEach
  void open() throws IOException {
    store = reopened();
  }

  private DiskBlobStore reopened() throws IOException {
    return new DiskBlobStore(folder, new Identifiers(new Random(7)));
  }

  private Blob stored(byte[] bytes) throws IOException {
    try (BlobWriter writer = store.create(OWNER, BlobPurpose.UPLOAD, LATER)) {
      writer.write(ByteBuffer.wrap(bytes));
      return writer.commit();
    }
  }

  private Path shelved(Blob blob, String ending) {
    return folder.resolve(blob.id().value().substring(0, 2)).resolve(blob.id() + ending);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void whatCannotBeFinishedLeavesNoFactsBehind() throws IOException {
    try (BlobWriter writer = store.create(OWNER, BlobPurpose.RESULT, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      for (Path file : files()) {
        Files.delete(file);
      }
      assertThatThrownBy(writer::commit).isInstanceOf(IOException.class);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void factsAreNeverSeenHalfWritten() throws IOException {
    try (BlobWriter writer = store.create(OWNER, BlobPurpose.RESULT, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      for (Path file : files()) {
        Files.delete(file);
      }
      Files.delete(folder.resolve("unfinished"));
      assertThatThrownBy(writer::commit).isInstanceOf(IOException.class);
      Files.createDirectory(folder.resolve("unfinished"));
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void keepsBytesWithTheirHashTypeAndSize() throws IOException, NoSuchAlgorithmException {
    Blob blob = stored(IMAGE);
    assertThat(blob.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(IMAGE)));
    assertThat(blob.format()).isEqualTo(ImageFormat.PNG);
    assertThat(blob.size()).isEqualTo(new Size(40, 30));
    assertThat(blob.bytes()).isEqualTo(IMAGE.length);
    try (InputStream stream = Channels.newInputStream(store.open(blob.id()))) {
      assertThat(stream.readAllBytes()).isEqualTo(IMAGE);
    }
  }

  @Test
  void knowsItsBlobsAfterARestart() throws IOException {
    Blob blob = stored(IMAGE);
    assertThat(reopened().find(blob.id())).contains(blob);
  }

  @Test
  void showsNothingBeforeTheCommit() throws IOException {
    try (BlobWriter writer = store.create(OWNER, BlobPurpose.UPLOAD, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      assertThat(store.find(new BlobId("0".repeat(26)))).isEmpty();
      assertThat(files()).allMatch(file -> file.toString().contains("unfinished"));
    }
  }

  @Test
  void leavesNothingBehindWithoutACommit() throws IOException {
    store.create(OWNER, BlobPurpose.UPLOAD, LATER).close();
    assertThat(files()).isEmpty();
  }

  @Test
  void clearsAwayWhatADeadProcessLeftUnfinished() throws IOException {
    Files.write(folder.resolve("unfinished").resolve("0".repeat(26)), IMAGE);
    reopened();
    assertThat(files()).isEmpty();
  }

  @Test
  void refusesBytesThatAreNoImageAndKeepsNoneOfThem() throws IOException {
    assertThatThrownBy(() -> stored(new byte[] {1, 2, 3})).isInstanceOf(NotAnImageException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void remembersWhatABlobIsFor() throws IOException {
    for (BlobPurpose purpose : BlobPurpose.values()) {
      try (BlobWriter writer = store.create(OWNER, purpose, LATER)) {
        writer.write(ByteBuffer.wrap(IMAGE));
        Blob blob = writer.commit();
        assertThat(reopened().find(blob.id())).get().extracting(Blob::purpose).isEqualTo(purpose);
      }
    }
  }

  @Test
  void takesABlobOfAnEarlierVersionForAResult() throws IOException {
    Blob blob = stored(IMAGE);
    Path facts = shelved(blob, ".facts");
    Files.writeString(facts, Files.readString(facts).replace("purpose=UPLOAD\n", ""));
    assertThat(store.find(blob.id())).get().extracting(Blob::purpose).isEqualTo(BlobPurpose.RESULT);
  }

  @Test
  void findsAnUploadByItsOwnerAndContentAfterARestartToo() throws IOException {
    Blob blob = stored(IMAGE);
    Instant before = LATER.minusNanos(1);
    assertThat(store.findUpload(OWNER, blob.sha256(), before)).contains(blob);
    assertThat(reopened().findUpload(OWNER, blob.sha256(), before)).contains(blob);
  }

  @Test
  void findsNoUploadOfAnotherOwnerOrContentOrOneWhoseTimeIsOver() throws IOException {
    Blob blob = stored(IMAGE);
    Instant before = LATER.minusNanos(1);
    assertThat(store.findUpload(Caller.LOCAL, blob.sha256(), before)).isEmpty();
    assertThat(store.findUpload(OWNER, "00".repeat(32), before)).isEmpty();
    assertThat(store.findUpload(OWNER, blob.sha256(), LATER)).isEmpty();
  }

  @Test
  void findsNoResultAsAnUpload() throws IOException {
    try (BlobWriter writer = store.create(OWNER, BlobPurpose.RESULT, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      Blob result = writer.commit();
      assertThat(store.findUpload(OWNER, result.sha256(), Instant.EPOCH)).isEmpty();
    }
  }

  @Test
  void findsTheLatestOfTwoUploadsOfOneContentAndKeepsItWhenTheOtherGoes() throws IOException {
    Blob first = stored(IMAGE);
    Blob second = stored(IMAGE);
    store.delete(first.id());
    assertThat(store.findUpload(OWNER, second.sha256(), Instant.EPOCH)).contains(second);
  }

  @Test
  void trustsNoEntryOfTheIndexThatACrashLeftBehind() throws IOException {
    Blob blob = stored(IMAGE);
    Files.delete(shelved(blob, ".image"));
    assertThat(store.findUpload(OWNER, blob.sha256(), Instant.EPOCH)).isEmpty();
    store.deleteExpired(LATER);
    assertThat(files()).isEmpty();
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
  void forgetsADeletedBlobAndDoesNotMindASecondDelete() throws IOException {
    Blob blob = stored(IMAGE);
    store.delete(blob.id());
    store.delete(blob.id());
    assertThat(store.find(blob.id())).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void forgetsWhatHasExpiredOnly() throws IOException {
    Blob blob = stored(IMAGE);
    assertThat(store.deleteExpired(LATER.minus(Duration.ofSeconds(1)))).isZero();
    assertThat(store.find(blob.id())).isPresent();
    assertThat(store.deleteExpired(LATER)).isEqualTo(1);
    assertThat(store.find(blob.id())).isEmpty();
  }
}
