package dev.easel.server.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.Pictures;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.UnreachableBlobsException;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.store.postgres.FaultyWire;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server, or a way to it, that fails: what was acknowledged stays, and nothing is seen by halves.
 */
@ExtendWith(SharedS3.class)
final class S3FaultTest {
  private static final Instant LATER = Instant.parse("2026-11-24T00:00:00Z");

  /** The head of a request that carries less than ten thousand bytes. */
  private static final String LITTLE = "(?is).*content-length: \\d{1,4}\r\n.*";

  private static final byte[] IMAGE = Pictures.of(ImageFormat.PNG, new Size(300, 200));

  private final S3Server server;
  private final String bucket;
  private final Stores stores;
  private final BlobStore direct;

  S3FaultTest(S3Server server, @TempDir Path folder) throws IOException {
    this.server = server;
    this.bucket = server.newBucket();
    this.stores = new Stores(folder);
    this.direct = stores.open(S3Server.settings(server.port(), bucket));
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private BlobStore over(int port) throws IOException {
    return stores.open(S3Server.settings(port, bucket));
  }

  private BlobStore hastyOver(int port) throws IOException {
    return stores.openHasty(S3Server.settings(port, bucket));
  }

  private static Blob store(BlobStore store, BlobPurpose purpose) throws IOException {
    try (BlobWriter writer = store.create(Caller.LOCAL, purpose, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      return writer.commit();
    }
  }

  private static byte[] read(BlobStore store, Blob blob) throws IOException {
    try (InputStream bytes = Channels.newInputStream(store.open(blob.id()))) {
      return bytes.readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "503,SlowDown",
    "500,InternalError",
    "503,",
    "429,",
    "400,RequestTimeout",
    "409,OperationAborted"
  })
  void whatPassesIsTriedAgain(int status, String code) throws IOException {
    try (RefusingWire wire = new RefusingWire(server.port())) {
      BlobStore store = over(wire.port());
      wire.refuse(3, status, code == null ? "" : code);
      Blob blob = store(store, BlobPurpose.RESULT);
      assertThat(wire.refused()).isEqualTo(3);
      assertThat(read(direct, blob)).isEqualTo(IMAGE);
      wire.refuse(2, status, code == null ? "" : code);
      assertThat(read(store, blob)).isEqualTo(IMAGE);
    }
  }

  @Test
  void whatDoesNotPassIsSaidAtOnce() throws IOException {
    try (RefusingWire wire = new RefusingWire(server.port())) {
      BlobStore store = over(wire.port());
      wire.refuse(9, 403, "AccessDenied");
      assertThatThrownBy(() -> store(store, BlobPurpose.UPLOAD))
          .isInstanceOf(UnreachableBlobsException.class)
          .hasMessageContaining("s3:PutObject");
      assertThat(wire.refused()).isEqualTo(1);
      assertThat(direct.kept()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"403,ExpiredToken", "403,AccessDenied", "404,NoSuchBucket", "507,"})
  void whatIsPaidForIsTriedAgainWhateverTheServerSays(int status, String code) throws IOException {
    try (RefusingWire wire = new RefusingWire(server.port())) {
      BlobStore store = over(wire.port());
      wire.refuse(4, status, code == null ? "" : code);
      Blob blob = store(store, BlobPurpose.RESULT);
      assertThat(wire.refused()).isEqualTo(4);
      assertThat(read(direct, blob)).isEqualTo(IMAGE);
    }
  }

  @Test
  void nothingNewBeginsFromTheFirstImageThatIsNotTakenUntilSomethingIs() throws Exception {
    try (RefusingWire wire = new RefusingWire(server.port());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      BlobStore store = over(wire.port());
      store.requireRoom(1);
      wire.refuse(Integer.MAX_VALUE, 403, "ExpiredToken");
      store.requireRoom(1);
      Future<Blob> result = executor.submit(() -> store(store, BlobPurpose.RESULT));
      // The second try comes after the first one's refusal was heard.
      while (wire.refused() < 2) {
        Thread.sleep(5);
      }
      assertThatThrownBy(() -> store.requireRoom(1))
          .isInstanceOf(UnreachableBlobsException.class)
          .hasMessageContaining("session token is over");
      wire.refuse(0, 403, "ExpiredToken");
      assertThat(read(direct, result.get())).isEqualTo(IMAGE);
      store.requireRoom(1);
      assertThat(direct.kept()).hasSize(1);
    }
  }

  @Test
  void aBucketThatTakesOnlyLittleThingsTakesNoImages() throws IOException {
    try (RefusingWire wire = new RefusingWire(server.port())) {
      BlobStore store = hastyOver(wire.port());
      wire.refuseOnly(head -> head.startsWith("PUT") && !head.matches(LITTLE));
      wire.refuse(Integer.MAX_VALUE, 507, "QuotaExceeded");
      assertThatThrownBy(() -> store(store, BlobPurpose.RESULT)).isNotNull();
      assertThatThrownBy(() -> store.requireRoom(1))
          .isInstanceOf(UnreachableBlobsException.class)
          .hasMessageContaining("QuotaExceeded");
      wire.refuse(0, 507, "QuotaExceeded");
      store.requireRoom(1);
    }
  }

  @Test
  void aBucketFromWhichNothingCanBeDeletedTakesImages() throws IOException {
    try (RefusingWire wire = new RefusingWire(server.port())) {
      BlobStore store = hastyOver(wire.port());
      wire.refuseOnly(head -> head.startsWith("DELETE"));
      wire.refuse(Integer.MAX_VALUE, 403, "AccessDenied");
      Blob blob = store(store, BlobPurpose.RESULT);
      assertThatThrownBy(() -> store.delete(blob.id())).isNotNull();
      store.requireRoom(1);
      assertThat(wire.refused()).isEqualTo(2);
      assertThat(direct.kept()).containsExactly(blob.id());
      assertThat(direct.deleteExpired(LATER)).isOne();
      assertThat(direct.kept()).isEmpty();
    }
  }

  @Test
  void aServerThatIsBackIsTriedOutByWhoAsksForNewWork() throws IOException {
    try (RefusingWire wire = new RefusingWire(server.port())) {
      BlobStore store = over(wire.port());
      wire.refuse(2, 403, "AccessDenied");
      assertThatThrownBy(() -> store(store, BlobPurpose.UPLOAD)).isNotNull();
      assertThatThrownBy(() -> store.requireRoom(1)).isInstanceOf(UnreachableBlobsException.class);
      store.requireRoom(1);
      assertThat(wire.refused()).isEqualTo(2);
      assertThat(direct.kept()).isEmpty();
    }
  }

  @Test
  void aBucketElsewhereIsNamedWithItsRegion() throws IOException {
    try (RefusingWire wire = new RefusingWire(server.port())) {
      BlobStore store = over(wire.port());
      wire.refuse(9, 301, "PermanentRedirect");
      assertThatThrownBy(store::kept).hasMessageContaining("blobs.region");
    }
  }

  @Test
  void whatIsRefusedForLongFailsAndLeavesNoHalf() throws IOException {
    try (RefusingWire wire = new RefusingWire(server.port())) {
      BlobStore store = hastyOver(wire.port());
      wire.refuse(Integer.MAX_VALUE, 503, "SlowDown");
      assertThatThrownBy(() -> store(store, BlobPurpose.UPLOAD))
          .isInstanceOf(UnreachableBlobsException.class)
          .hasMessageContaining("SlowDown");
      assertThat(wire.refused()).isGreaterThan(3);
      assertThat(direct.kept()).isEmpty();
    }
  }

  @Test
  void aStoreIsNotThereTwiceThoughItsAnswerWasLost() throws IOException {
    try (FaultyWire wire = new FaultyWire(server.port())) {
      BlobStore store = over(wire.port());
      for (int which = 1; which <= 3; which++) {
        wire.loseAnswer(which);
        Blob blob = store(store, BlobPurpose.UPLOAD);
        assertThat(direct.kept()).containsExactly(blob.id());
        assertThat(direct.find(blob.id())).contains(blob);
        wire.loseAnswer(which);
        direct.delete(blob.id());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 2_000, 70_000, 200_000})
  void aReadThatBreaksOffGoesOnWhereItWas(int bytes) throws IOException {
    byte[] image = Pictures.noisy(400_000);
    try (FaultyWire wire = new FaultyWire(server.port())) {
      BlobStore store = over(wire.port());
      Blob blob;
      try (BlobWriter writer = direct.create(Caller.LOCAL, BlobPurpose.RESULT, LATER)) {
        writer.write(ByteBuffer.wrap(image));
        blob = writer.commit();
      }
      List<Integer> lengths = new ArrayList<>(List.of(bytes, bytes / 2, Integer.MAX_VALUE));
      wire.endAfter(() -> lengths.size() > 1 ? lengths.removeFirst() : lengths.getFirst());
      wire.mend();
      assertThat(read(store, blob)).isEqualTo(image);
    }
  }

  @Test
  void aReadThatNeverGetsOnFails() throws IOException {
    Blob blob = store(direct, BlobPurpose.RESULT);
    try (FaultyWire wire = new FaultyWire(server.port())) {
      BlobStore store = hastyOver(wire.port());
      wire.endAfter(() -> 10);
      wire.mend();
      assertThatThrownBy(() -> read(store, blob))
          .isInstanceOf(UnreachableBlobsException.class)
          .hasMessageContaining("does not answer");
    }
  }

  @Test
  void aServerOutOfReachIsSaidWithWhatToDo() throws IOException {
    BlobStore store;
    try (RefusingWire wire = new RefusingWire(server.port())) {
      store = hastyOver(wire.port());
    }
    assertThatThrownBy(store::kept)
        .isInstanceOf(UnreachableBlobsException.class)
        .hasMessageContaining("no connection to 127.0.0.1")
        .hasMessageContaining("blobs.endpoint");
    assertThatThrownBy(() -> store(store, BlobPurpose.PREVIEW))
        .isInstanceOf(UnreachableBlobsException.class);
  }

  @Test
  void aServerThatDiesAmongManyStoresLosesNothingThatItAcknowledged(@TempDir Path own)
      throws Exception {
    try (S3Server mortal = new S3Server(own);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      S3Settings settings = S3Server.settings(mortal.port(), mortal.newBucket());
      BlobStore store = stores.open(settings);
      List<Future<Blob>> stored = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        stored.add(callers.submit(() -> store(store, BlobPurpose.RESULT)));
      }
      Thread.sleep(150);
      mortal.kill();
      mortal.restart();
      BlobStore after = stores.open(settings);
      for (Future<Blob> one : stored) {
        // A result is waited for as long as it takes.
        Blob blob = one.get();
        assertThat(after.find(blob.id())).contains(blob);
        assertThat(read(after, blob)).isEqualTo(IMAGE);
      }
      assertThat(after.kept()).hasSize(60);
    }
  }

  @Test
  void aThreadThatIsToEndDoesNotWaitForAServer() throws Exception {
    try (RefusingWire wire = new RefusingWire(server.port());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      BlobStore store = over(wire.port());
      wire.refuse(Integer.MAX_VALUE, 503, "SlowDown");
      Future<Blob> storing = threads.submit(() -> store(store, BlobPurpose.RESULT));
      while (wire.refused() < 2) {
        Thread.sleep(10);
      }
      threads.shutdownNow();
      assertThatThrownBy(storing::get).hasCauseInstanceOf(InterruptedIOException.class);
    }
  }
}
