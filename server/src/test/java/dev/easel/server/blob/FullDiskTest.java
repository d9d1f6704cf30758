package dev.easel.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.Pictures;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.spi.Sleeper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Others have filled the disk while an image comes that is paid for. */
final class FullDiskTest {
  private static final Instant LATER = Instant.parse("2026-11-24T00:00:00Z");
  private static final byte[] IMAGE = Pictures.of(ImageFormat.PNG, new Size(64, 64));

  /** How many bytes there is room for; it grows while somebody waits. */
  private int room;

  private int pauses;

  @TempDir Path folder;

  @Test
  void aResultIsStoredWholeWhenThereIsRoomAgain() throws IOException {
    BlobStore store =
        store(pause -> {
          pauses++;
          room += 100;
        });
    try (BlobWriter writer = store.create(Caller.LOCAL, BlobPurpose.RESULT, LATER)) {
      ByteBuffer bytes = ByteBuffer.wrap(IMAGE);
      assertThat(writer.write(bytes)).isEqualTo(IMAGE.length);
      assertThat(bytes.hasRemaining()).isFalse();
      Blob blob = writer.commit();
      assertThat(read(store, blob)).isEqualTo(IMAGE);
    }
    assertThat(pauses).isPositive();
  }

  @Test
  void aDiskThatStaysFullIsGivenUp() throws IOException {
    BlobStore store = store(pause -> pauses++);
    try (BlobWriter writer = store.create(Caller.LOCAL, BlobPurpose.RESULT, LATER)) {
      assertThatThrownBy(() -> writer.write(ByteBuffer.wrap(IMAGE)))
          .isInstanceOf(DiskFullException.class);
    }
    assertThat(pauses).isEqualTo(FullDisk.MOST_PAUSES);
  }

  @Test
  void whoeverIsInterruptedWaitsNoLonger() throws IOException {
    BlobStore store =
        store(pause -> {
          throw new InterruptedException();
        });
    try (BlobWriter writer = store.create(Caller.LOCAL, BlobPurpose.RESULT, LATER)) {
      assertThatThrownBy(() -> writer.write(ByteBuffer.wrap(IMAGE)))
          .isInstanceOf(InterruptedIOException.class);
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  /** It can be sent again. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESULT")
  void nothingElseWaits(BlobPurpose purpose) throws IOException {
    BlobStore store = store(pause -> pauses++);
    try (BlobWriter writer = store.create(Caller.LOCAL, purpose, LATER)) {
      assertThatThrownBy(() -> writer.write(ByteBuffer.wrap(IMAGE)))
          .isInstanceOf(DiskFullException.class);
    }
    assertThat(pauses).isZero();
  }

  @Test
  void whatFoundNoRoomIsStillToBeWritten() throws IOException {
    Path full = Path.of("/dev/full");
    try (FileChannel device = FileChannel.open(full, StandardOpenOption.WRITE)) {
      SpooledImage image = new SpooledImage(folder.resolve("image"), device);
      String empty = image.sha256();
      ByteBuffer bytes = ByteBuffer.wrap(IMAGE);
      assertThatThrownBy(() -> image.write(bytes)).isInstanceOf(DiskFullException.class);
      assertThat(bytes.remaining()).isEqualTo(IMAGE.length);
      assertThat(image.sha256()).isEqualTo(empty);
    }
  }

  private BlobStore store(Sleeper sleeper) throws IOException {
    BlobStore disk = new DiskBlobStore(folder, new Identifiers(new Random(9)));
    return new ReservingBlobStore(
        new ForwardingBlobStore(disk) {
          @Override
          public BlobWriter create(Caller owner, BlobPurpose purpose, Instant expireTime)
              throws IOException {
            return new Cramped(super.create(owner, purpose, expireTime));
          }
        },
        new Reserve(() -> Long.MAX_VALUE, 1),
        sleeper);
  }

  private static byte[] read(BlobStore store, Blob blob) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(blob.bytes()));
    try (SeekableByteChannel channel = store.open(blob.id())) {
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    }
    return bytes.array();
  }

  /** Writes what there is room for. */
  private final class Cramped implements BlobWriter {
    private final BlobWriter writer;

    Cramped(BlobWriter writer) {
      this.writer = writer;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      int fits = Math.min(room, length);
      room -= fits;
      writer.write(bytes.slice(bytes.position(), fits));
      bytes.position(bytes.position() + fits);
      if (bytes.hasRemaining()) {
        throw new DiskFullException(new IOException("No space left on device"));
      }
      return length;
    }

    @Override
    public String sha256() {
      return writer.sha256();
    }

    @Override
    public Blob commit() throws IOException {
      return writer.commit();
    }

    @Override
    public boolean isOpen() {
      return writer.isOpen();
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
