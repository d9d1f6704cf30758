package dev.easel.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.Pictures;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last room on a disk is for what is paid for. */
final class ReserveTest {
  private static final Instant LATER = Instant.parse("2026-11-24T00:00:00Z");
  private static final long RESERVE = 1_000;

  private final AtomicLong usable = new AtomicLong(RESERVE);

  @TempDir Path folder;

  private BlobStore store;

  @BeforeEach
  void open() throws IOException {
    store =
        new ReservingBlobStore(
            new DiskBlobStore(folder, new Identifiers(new Random(9))),
            new Reserve(usable::get, RESERVE),
            Thread::sleep);
  }

  private BlobWriter create(BlobPurpose purpose) throws IOException {
    return store.create(Caller.LOCAL, purpose, LATER);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESULT")
  void nothingButAResultBeginsInTheReserve(BlobPurpose purpose) throws IOException {
    create(purpose).close();
    usable.decrementAndGet();
    assertThatThrownBy(() -> create(purpose)).isInstanceOf(NoRoomException.class);
  }

  @Test
  void aResultIsStoredInTheReserve() throws IOException {
    usable.set(0);
    try (BlobWriter writer = create(BlobPurpose.RESULT)) {
      writer.write(ByteBuffer.wrap(Pictures.of(ImageFormat.PNG, new Size(8, 8))));
      assertThat(store.find(writer.commit().id())).isPresent();
    }
  }

  @Test
  void whatBeganBeforeStopsAtTheReserve() throws IOException {
    try (BlobWriter writer = create(BlobPurpose.UPLOAD)) {
      usable.set(0);
      assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1 << 20)))
          .isInstanceOf(NoRoomException.class);
    }
  }

  @Test
  void newWorkBeginsWhereThereIsRoomForItsResults() throws IOException {
    usable.addAndGet(4L << 20);
    store.requireRoom(1);
    assertThatThrownBy(() -> store.requireRoom(2)).isInstanceOf(NoRoomException.class);
    usable.decrementAndGet();
    assertThatThrownBy(() -> store.requireRoom(1)).isInstanceOf(NoRoomException.class);
  }

  @Test
  void noReserveIsKeptOfAnUnknownRoom() {
    Reserve none =
        new Reserve(
            () -> {
              throw new IOException("nobody knows");
            },
            0);
    assertThatCode(none::require).doesNotThrowAnyException();
  }

  @Test
  void aSmallDiskKeepsASmallReserve() {
    assertThat(Reserve.usual(1L << 40)).isEqualTo(256L << 20);
    assertThat(Reserve.usual(1L << 30)).isEqualTo((1L << 30) / 50);
  }
}
