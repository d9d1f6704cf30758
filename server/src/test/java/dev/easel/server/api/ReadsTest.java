package dev.easel.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.RetryInfo;
import dev.easel.server.Bytes;
import dev.easel.server.Pictures;
import dev.easel.server.Refusal;
import dev.easel.server.blob.PngFile;
import dev.easel.server.domain.BlobId;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.Blob;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers may take their time, but not every file that the server may have open. */
final class ReadsTest {
  private static final byte[] IMAGE = Pictures.of(ImageFormat.PNG, new Size(40, 30));

  @TempDir Path folder;

  private final List<Reads.Read> begun = new ArrayList<>();
  private BlobServer server;

  @BeforeEach
  void start() throws IOException {
    server = new BlobServer(folder, 1);
  }

  @AfterEach
  void stop() throws Exception {
    for (Reads.Read one : begun) {
      one.close();
    }
    server.close();
  }

  private Blob uploaded(byte[] image) throws Exception {
    return UploadCall.begin(server.stub()).header(image.length).chunks(image, 1 << 20).end().blob();
  }

  private Iterator<ReadBlobResponse> read(Blob blob) {
    return server.blocking().readBlob(ReadBlobRequest.newBuilder().setBlobId(blob.getId()).build());
  }

  private byte[] bytes(Blob blob) {
    byte[][] chunks = {{}};
    read(blob)
        .forEachRemaining(
            message -> chunks[0] = Bytes.join(chunks[0], message.getChunk().toByteArray()));
    return chunks[0];
  }

  private Path file(Blob blob) {
    return folder.resolve(blob.getId().substring(0, 2)).resolve(blob.getId() + ".image");
  }

  private void begin(Blob blob, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      begun.add(server.reads().begin(new BlobId(blob.getId()), 0));
    }
  }

  @Test
  void whoeverComesWhenAsManyReadAsMayIsToldWhenToComeAgain() throws Exception {
    Blob blob = uploaded(IMAGE);
    begin(blob, BlobServer.MOST_READS);
    Refusal refused = Refusal.of(() -> bytes(blob));
    assertThat(refused.code()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refused.reason()).isEqualTo("SERVER_OVERLOADED");
    assertThat(refused.detail(RetryInfo.class).getRetryDelay().getSeconds()).isEqualTo(1);
    begun.getFirst().close();
    begun.getFirst().close();
    assertThat(bytes(blob)).isEqualTo(IMAGE);
    begin(blob, 1);
    assertThat(Refusal.of(() -> bytes(blob)).reason()).isEqualTo("SERVER_OVERLOADED");
  }

  @Test
  void anImageThatWasCutIsSaidToBeAndNotSent() throws Exception {
    Blob blob = uploaded(IMAGE);
    Path file = file(blob);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), IMAGE.length));
    Refusal refused = Refusal.of(() -> bytes(blob));
    assertThat(refused.code()).isEqualTo(Status.Code.DATA_LOSS);
    assertThat(refused.reason()).isEqualTo("BLOB_CORRUPT");
  }

  private static List<byte[]> images() {
    return List.of(IMAGE, Pictures.noisy(300_000));
  }

  @ParameterizedTest
  @MethodSource("images")
  void anImageOfWhichAByteHasChangedIsNeverSentWhole(byte[] image) throws Exception {
    Blob blob = uploaded(image);
    Bytes.flip(file(blob), image.length / 2);
    long[] sent = {0};
    Refusal refused =
        Refusal.of(
            () -> read(blob).forEachRemaining(message -> sent[0] += message.getChunk().size()));
    assertThat(refused.code()).isEqualTo(Status.Code.DATA_LOSS);
    assertThat(refused.reason()).isEqualTo("BLOB_CORRUPT");
    assertThat(sent[0]).isLessThan(image.length);
  }

  private static byte[] large() {
    byte[] text = new byte[4 << 20];
    new Random(5).nextBytes(text);
    return PngFile.small().chunk("tEXt", text).end();
  }

  @Test
  void whoStandsStillGivesWayToWhoReads() throws Exception {
    Blob blob = uploaded(large());
    Iterator<ReadBlobResponse> still = read(blob);
    assertThat(still.next().getBlob()).isEqualTo(blob);
    begin(blob, BlobServer.MOST_READS - 1);
    awaitRoom(blob, this::passTimeForAllButTheOthers);
    Refusal refused = Refusal.of(() -> still.forEachRemaining(message -> {}));
    assertThat(refused.reason()).isEqualTo("SERVER_OVERLOADED");
    begin(blob, 1);
    assertThat(Refusal.of(() -> bytes(blob)).reason()).isEqualTo("SERVER_OVERLOADED");
  }

  @Test
  void aReaderThatLeavesMakesRoom() throws Exception {
    Blob blob = uploaded(large());
    begin(blob, BlobServer.MOST_READS - 1);
    try (Context.CancellableContext reader = Context.current().withCancellation()) {
      reader.run(() -> assertThat(read(blob).next().getBlob()).isEqualTo(blob));
      assertThat(Refusal.of(() -> bytes(blob)).reason()).isEqualTo("SERVER_OVERLOADED");
    }
    awaitRoom(blob, () -> {});
  }

  @Test
  void whatIsNotThereTakesNoRoom() throws Exception {
    for (int i = 0; i < 2 * BlobServer.MOST_READS; i++) {
      assertThatThrownBy(() -> server.reads().begin(new BlobId("01AAAAAAAAAAAAAAAAAAAAAAAA"), 0))
          .isInstanceOf(NoSuchFileException.class);
    }
    begin(uploaded(IMAGE), BlobServer.MOST_READS);
  }

  @Test
  void onlySoManyRunAheadOfTheirTransport() throws Exception {
    BlobId id = new BlobId(uploaded(IMAGE).getId());
    Reads reads =
        new Reads(server.store(), Reads.MOST_AHEAD + 2, server.time().clockwork().nanos());
    for (int i = 0; i < Reads.MOST_AHEAD; i++) {
      begun.add(reads.begin(id, 0));
    }
    assertThat(begun).allMatch(Reads.Read::mayRunAhead);
    begun.add(reads.begin(id, 0));
    assertThat(begun.getLast().mayRunAhead()).isFalse();
    begun.getLast().close();
    begun.getFirst().close();
    begun.getFirst().close();
    begun.add(reads.begin(id, 0));
    assertThat(begun.getLast().mayRunAhead()).isTrue();
    begun.add(reads.begin(id, 0));
    assertThat(begun.getLast().mayRunAhead()).isFalse();
  }

  private void passTimeForAllButTheOthers() {
    server.time().pass(Reads.STANDSTILL.plusSeconds(1));
    try {
      for (Reads.Read one : begun) {
        one.fill(ByteBuffer.allocate(1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server hears of what is read, and of who has left, in its own time. */
  private void awaitRoom(Blob blob, Runnable meanwhile) throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      meanwhile.run();
      try {
        assertThat(bytes(blob)).hasSize((int) blob.getSizeBytes());
        return;
      } catch (StatusRuntimeException e) {
        Thread.sleep(10);
      }
    }
    throw new AssertionError("there is no room yet");
  }
}
