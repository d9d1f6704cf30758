package dev.easel.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.RetryInfo;
import dev.easel.server.Bytes;
import dev.easel.server.Pictures;
import dev.easel.server.Refusal;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.PngFile;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.Blob;
import dev.easel.v1.DeleteBlobRequest;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.UploadBlobRequest;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class UploadBlobTest {
  private static final int MIB = 1 << 20;
  private static final byte[] IMAGE = Pictures.of(ImageFormat.PNG, new Size(40, 30));

  @TempDir Path folder;

  private BlobServer server;

  @BeforeEach
  void start() throws IOException {
    server = new BlobServer(folder, 1);
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
  }

  private UploadCall begin() {
    return UploadCall.begin(server.stub());
  }

  private Blob uploaded(byte[] image) throws Exception {
    return begin().header(image.length).chunks(image, MIB).end().blob();
  }

  private byte[] read(Blob blob) {
    byte[][] chunks = {{}};
    server
        .blocking()
        .readBlob(ReadBlobRequest.newBuilder().setBlobId(blob.getId()).build())
        .forEachRemaining(
            message -> chunks[0] = Bytes.join(chunks[0], message.getChunk().toByteArray()));
    return chunks[0];
  }

  private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] large(int mebibytes) {
    byte[] text = new byte[mebibytes * MIB];
    new Random(3).nextBytes(text);
    return PngFile.small().chunk("tEXt", text).end();
  }

  @Test
  void anUploadIsStoredAndToldWhatItIs() throws Exception {
    Blob blob = begin().header(IMAGE.length, sha256(IMAGE)).chunk(IMAGE).end().blob();
    assertThat(blob.getMediaType()).isEqualTo("image/png");
    assertThat(blob.getWidth()).isEqualTo(40);
    assertThat(blob.getHeight()).isEqualTo(30);
    assertThat(blob.getSizeBytes()).isEqualTo(IMAGE.length);
    assertThat(blob.getSha256().toByteArray()).isEqualTo(sha256(IMAGE));
    assertThat(Instant.ofEpochSecond(blob.getExpireTime().getSeconds()))
        .isEqualTo(server.time().clockwork().now().plus(BlobServer.RETENTION));
    assertThat(read(blob)).isEqualTo(IMAGE);
  }

  @Test
  void bytesMayComeInChunksOfAnySize() throws Exception {
    Blob blob = begin().header(IMAGE.length).chunks(IMAGE, 7).end().blob();
    assertThat(read(blob)).isEqualTo(IMAGE);
  }

  @Test
  void noMessageIsAskedForBeforeTheLastOneIsStored() throws Exception {
    byte[] image = large(20);
    begin().header(image.length).chunks(image, MIB).end().blob();
    // One for the header, and one more for each chunk when its turn has come.
    assertThat(server.askedAtWrites()).isEqualTo(IntStream.rangeClosed(2, 22).boxed().toList());
  }

  @Test
  void theSameBytesAreAnsweredForBeforeTheyAreSent() throws Exception {
    Blob first = uploaded(IMAGE);
    Blob second = begin().header(IMAGE.length, sha256(IMAGE)).blob();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void theSameBytesAreStoredOnceWithoutAHashToo() throws Exception {
    Blob first = uploaded(IMAGE);
    assertThat(uploaded(IMAGE)).isEqualTo(first);
    // Its bytes with its facts, and its place in the index.
    assertThat(server.files()).hasSize(2);
  }

  @Test
  void theSameBytesAreStoredAgainWhenLittleOfTheirTimeIsLeft() throws Exception {
    Blob first = uploaded(IMAGE);
    server.time().pass(Duration.ofHours(13));
    Blob second = begin().header(IMAGE.length, sha256(IMAGE)).chunk(IMAGE).end().blob();
    assertThat(second.getId()).isNotEqualTo(first.getId());
    assertThat(second.getExpireTime().getSeconds())
        .isGreaterThan(first.getExpireTime().getSeconds());
  }

  @Test
  void theHashOfStoredBytesWithAnotherSizeIsNotAnsweredFor() throws Exception {
    uploaded(IMAGE);
    UploadCall call = begin().header(IMAGE.length - 1L, sha256(IMAGE)).chunk(IMAGE).end();
    assertThat(call.refusal().reason()).isEqualTo("BLOB_MISMATCH");
  }

  static Stream<Arguments> refusals() throws NoSuchAlgorithmException {
    byte[] hash = sha256(IMAGE);
    byte[] bomb = PngFile.of(30_000, 30_000, 1, 0, 0).chunk("IDAT", new byte[50]).end();
    byte[] forgery = Bytes.join(IMAGE, Bytes.text("PK\u0003\u0004"));
    UploadBlobRequest nothing = UploadBlobRequest.getDefaultInstance();
    return Stream.of(
        refusal("a chunk first", "REQUEST_INVALID", call -> call.chunk(IMAGE)),
        refusal("nothing at all", "REQUEST_INVALID", UploadCall::end),
        refusal("an empty message", "REQUEST_INVALID", call -> call.send(nothing)),
        refusal("two headers", "REQUEST_INVALID", call -> call.header(9).header(9)),
        refusal("no bytes", "REQUEST_INVALID", call -> call.header(0)),
        refusal("fewer than none", "REQUEST_INVALID", call -> call.header(-1)),
        refusal("50 MiB and one", "REQUEST_INVALID", call -> call.header((50L << 20) + 1)),
        refusal("half a hash", "REQUEST_INVALID", call -> call.header(9, new byte[16])),
        refusal("an empty chunk", "REQUEST_INVALID", call -> call.header(9).chunk(new byte[0])),
        refusal(
            "a large chunk",
            "REQUEST_INVALID",
            call -> call.header(2L * MIB).chunk(new byte[MIB + 1])),
        refusal("a header alone", "BLOB_MISMATCH", call -> call.header(9).end()),
        refusal(
            "too few bytes",
            "BLOB_MISMATCH",
            call -> call.header(IMAGE.length + 1L).chunk(IMAGE).end()),
        refusal(
            "too many bytes", "BLOB_MISMATCH", call -> call.header(IMAGE.length - 1L).chunk(IMAGE)),
        refusal(
            "another image than its hash",
            "BLOB_MISMATCH",
            call -> call.header(forgery.length, hash).chunk(forgery).end()),
        refusal(
            "a PDF, as soon as it begins",
            "SOURCE_IMAGE_INVALID",
            call -> call.header(MIB).chunk(Bytes.text("%PDF-1.7 and so on"))),
        refusal(
            "a bomb", "SOURCE_IMAGE_INVALID", call -> call.header(bomb.length).chunk(bomb).end()),
        refusal(
            "an image with an archive behind it",
            "SOURCE_IMAGE_INVALID",
            call -> call.header(forgery.length).chunk(forgery).end()));
  }

  private static Arguments refusal(String what, String reason, Consumer<UploadCall> send) {
    return Arguments.of(what, reason, send);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void whatIsNoUploadIsRefusedAndLeavesNeitherBytesNorARoomTaken(
      String what, String reason, Consumer<UploadCall> send) throws Exception {
    UploadCall call = begin();
    send.accept(call);
    Refusal refused = call.refusal();
    assertThat(refused.code()).as(what).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(server.files()).isEmpty();
    // There is room for one upload at a time.
    assertThat(uploaded(IMAGE).getSizeBytes()).isEqualTo(IMAGE.length);
  }

  @Test
  void everythingWrongWithAHeaderIsToldAtOnce() throws Exception {
    Refusal refused = begin().header(0, new byte[1]).refusal();
    assertThat(refused.fields()).containsExactly("header.size_bytes", "header.sha256");
  }

  @Test
  void anUploadThatItsCallerLeavesLeavesNothing() throws Exception {
    UploadCall call = begin().header(IMAGE.length).chunks(IMAGE, 20);
    server.awaitAsking(3);
    call.cancel();
    assertThat(server.store().closed().tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    assertThat(server.files()).isEmpty();
  }

  @Test
  void anUploadThatStallsIsEndedAndLeavesNothing() throws Exception {
    UploadCall call = begin().header(IMAGE.length).chunk(new byte[] {(byte) 0x89});
    server.awaitAsking(3);
    server.time().pass(Duration.ofSeconds(31));
    Refusal refused = call.refusal();
    assertThat(refused.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
    assertThat(refused.reason()).isEqualTo("UPLOAD_STALLED");
    assertThat(server.files()).isEmpty();
  }

  @Test
  void anUploadMayBeSlowAsLongAsItGoesOn() throws Exception {
    UploadCall call = begin().header(IMAGE.length);
    server.awaitAsking(2);
    int tenth = IMAGE.length / 10 + 1;
    for (int at = 0; at < IMAGE.length; at += tenth) {
      server.time().pass(Duration.ofSeconds(29));
      call.chunk(Arrays.copyOfRange(IMAGE, at, Math.min(IMAGE.length, at + tenth)));
      server.awaitAsking(1);
    }
    assertThat(call.end().blob().getSizeBytes()).isEqualTo(IMAGE.length);
  }

  @Test
  void anUploadThatGoesOnForeverIsEnded() throws Exception {
    UploadCall call = begin().header(MIB);
    server.awaitAsking(2);
    for (int i = 0; i < 60; i++) {
      server.time().pass(Duration.ofSeconds(29));
      call.chunk(new byte[1]);
      server.awaitAsking(1);
    }
    server.time().pass(Duration.ofMinutes(1));
    assertThat(call.refusal().reason()).isEqualTo("UPLOAD_STALLED");
  }

  @Test
  void moreUploadsThanThereIsRoomForAreShed() throws Exception {
    UploadCall first = begin().header(IMAGE.length);
    server.awaitAsking(2);
    Refusal refused = begin().header(IMAGE.length).refusal();
    assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(refused.reason()).isEqualTo("SERVER_OVERLOADED");
    assertThat(refused.detail(RetryInfo.class).getRetryDelay().getSeconds()).isPositive();
    assertThat(first.chunk(IMAGE).end().blob().getSizeBytes()).isEqualTo(IMAGE.length);
  }

  @Test
  void theLastRoomOnTheDiskIsNotForUploads() throws Exception {
    server.room().set(0);
    Refusal refused = begin().header(IMAGE.length).refusal();
    assertThat(refused.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(refused.reason()).isEqualTo("STORAGE_EXHAUSTED");
    assertThat(refused.detail(RetryInfo.class).getRetryDelay().getSeconds()).isPositive();
    server.room().set(1);
    assertThat(uploaded(IMAGE).getSizeBytes()).isEqualTo(IMAGE.length);
  }

  private Refusal deleteRefused(String id) {
    return Refusal.of(() -> delete(id));
  }

  private void delete(String id) {
    assertThat(server.blocking().deleteBlob(DeleteBlobRequest.newBuilder().setBlobId(id).build()))
        .isNotNull();
  }

  @Test
  void aDeletedUploadIsGoneAndItsBytesAreStoredAnew() throws Exception {
    Blob blob = uploaded(IMAGE);
    delete(blob.getId());
    assertThat(server.files()).isEmpty();
    assertThat(deleteRefused(blob.getId()).reason()).isEqualTo("BLOB_NOT_FOUND");
    assertThat(uploaded(IMAGE).getId()).isNotEqualTo(blob.getId());
  }

  @Test
  void whatIsNoBlobOrHasExpiredIsNotFoundToDelete() throws Exception {
    Blob blob = uploaded(IMAGE);
    server.time().pass(BlobServer.RETENTION);
    for (String id : new String[] {"../../etc/passwd", "0".repeat(26), blob.getId()}) {
      assertThat(deleteRefused(id).reason()).isEqualTo("BLOB_NOT_FOUND");
    }
  }

  @Test
  void anothersUploadIsNotFoundToDeleteAndStays() throws Exception {
    Instant later = server.time().clockwork().now().plus(Duration.ofDays(1));
    dev.easel.server.domain.Blob foreign = stored(new Caller("another"), BlobPurpose.UPLOAD, later);
    assertThat(deleteRefused(foreign.id().value()).reason()).isEqualTo("BLOB_NOT_FOUND");
    assertThat(server.store().find(foreign.id())).isPresent();
  }

  @Test
  void whatBelongsToAJobIsNotDeletedWithoutIt() throws Exception {
    Instant later = server.time().clockwork().now().plus(Duration.ofDays(1));
    for (BlobPurpose purpose :
        new BlobPurpose[] {BlobPurpose.RESULT, BlobPurpose.SOURCE, BlobPurpose.PREVIEW}) {
      dev.easel.server.domain.Blob blob = stored(Caller.LOCAL, purpose, later);
      Refusal refused = deleteRefused(blob.id().value());
      assertThat(refused.code()).isEqualTo(Code.FAILED_PRECONDITION);
      assertThat(refused.reason()).isEqualTo("BLOB_BELONGS_TO_JOB");
      assertThat(refused.exception()).hasMessageContaining("DeleteJob");
      assertThat(server.store().find(blob.id())).isPresent();
    }
  }

  private dev.easel.server.domain.Blob stored(Caller owner, BlobPurpose purpose, Instant later)
      throws IOException {
    try (BlobWriter writer = server.store().create(owner, purpose, later)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      return writer.commit();
    }
  }
}
