package dev.easel.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.RetryInfo;
import dev.easel.server.Bytes;
import dev.easel.server.Pictures;
import dev.easel.server.Refusal;
import dev.easel.server.blob.PngFile;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.Rejection;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.Blob;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
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
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  /** Whoever has just read may have room a little longer than it knows. */
  private void begin(Blob blob, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      BlobId id = new BlobId(blob.getId());
      await("there is no room yet", () -> begun.add(server.reads().begin(id, 0)));
    }
  }

  private static void await(String otherwise, Callable<Boolean> happens) throws Exception {
    for (int i = 0; i < 1_000; i++) {
      try {
        if (happens.call()) {
          return;
        }
      } catch (StatusRuntimeException | Rejection e) {
        // Not yet.
      }
      Thread.sleep(10);
    }
    throw new AssertionError(otherwise);
  }

  /** Asks for an image, and takes nothing of it until it is told to. */
  private static final class StandingReader
      implements ClientResponseObserver<ReadBlobRequest, ReadBlobResponse> {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private @Nullable ClientCallStreamObserver<ReadBlobRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<ReadBlobRequest> begun) {
      call = begun;
      begun.disableAutoRequestWithInitial(0);
    }

    void takeAll() {
      Objects.requireNonNull(call).request(Integer.MAX_VALUE);
    }

    @Override
    public void onNext(ReadBlobResponse message) {}

    @Override
    public void onError(Throwable why) {
      end.completeExceptionally(why);
    }

    @Override
    public void onCompleted() {
      end.complete(null);
    }
  }

  private StandingReader stand(Blob blob) {
    StandingReader reader = new StandingReader();
    ReadBlobRequest request = ReadBlobRequest.newBuilder().setBlobId(blob.getId()).build();
    server.narrow().readBlob(request, reader);
    return reader;
  }

  /** The server has nothing to read for them any more, but what it has read has not left. */
  @Test
  void whoHasNotTakenTheLastPieceHasItsRoomStill() throws Exception {
    Blob blob = uploaded(IMAGE);
    server.store().opened().drainPermits();
    List<StandingReader> standing =
        Stream.generate(() -> stand(blob)).limit(BlobServer.MOST_READS).toList();
    assertThat(server.store().opened().tryAcquire(BlobServer.MOST_READS, 30, TimeUnit.SECONDS))
        .isTrue();
    for (int i = 0; i < 20; i++) {
      assertThat(Refusal.of(() -> bytes(blob)).reason()).isEqualTo("SERVER_OVERLOADED");
    }
    standing.getFirst().takeAll();
    standing.getFirst().end.get(30, TimeUnit.SECONDS);
    awaitRoom(blob, () -> {});
  }

  /** As of a call that the transport has ended by itself, for want of memory. */
  @Test
  void whoCannotBeToldToGiveWayMakesRoomAllTheSame() throws Exception {
    BlobId id = new BlobId(uploaded(IMAGE).getId());
    Reads reads = new Reads(server.store(), 1, server.time().clockwork().nanos());
    Reads.Read still = reads.begin(id, 0);
    begun.add(still);
    still.onGivingWay(why -> {
      throw new IllegalStateException("the call is over");
    });
    server.time().pass(Reads.STANDSTILL.plusSeconds(1));

    assertThatThrownBy(() -> reads.begin(id, 0)).isInstanceOf(IllegalStateException.class);

    begun.add(reads.begin(id, 0));
  }

  @Test
  void whoGaveWayAndHasNotTakenItYetIsOneOfAFew() throws Exception {
    BlobId id = new BlobId(uploaded(IMAGE).getId());
    Reads reads = new Reads(server.store(), 4, server.time().clockwork().nanos());
    List<Reads.Read> gaveWay = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Reads.Read one = reads.begin(id, 0);
      one.onGivingWay(why -> gaveWay.add(one));
      begun.add(one);
    }
    server.time().pass(Reads.STANDSTILL.plusSeconds(1));

    begun.add(reads.begin(id, 0));
    assertThat(gaveWay).hasSize(1);
    assertThatThrownBy(() -> reads.begin(id, 0)).isInstanceOf(Rejection.class);
    assertThat(gaveWay).hasSize(1);

    gaveWay.getFirst().close();
    begun.add(reads.begin(id, 0));
    assertThat(gaveWay).hasSize(2);
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
  private void awaitRoom(Blob blob, Runnable meanwhile) throws Exception {
    await(
        "there is no room yet",
        () -> {
          meanwhile.run();
          return bytes(blob).length == blob.getSizeBytes();
        });
  }
}
