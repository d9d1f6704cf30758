package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.api.UploadCall;
import dev.easel.server.blob.s3.RefusingWire;
import dev.easel.server.blob.s3.S3Server;
import dev.easel.server.blob.s3.S3Settings;
import dev.easel.server.blob.s3.SharedS3;
import dev.easel.server.config.StartupException;
import dev.easel.server.store.postgres.PostgresServer;
import dev.easel.server.store.postgres.PostgresSettings;
import dev.easel.server.store.postgres.SharedPostgres;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.Blob;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.EditRequest;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.ImageSource;
import dev.easel.v1.Job;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL and one bucket, before one seller. */
@ExtendWith({SharedPostgres.class, SharedS3.class})
final class SharedImagesTest {
  @TempDir private Path folder;

  private final PostgresSettings database;
  private final S3Server images;
  private final S3Settings bucket;

  SharedImagesTest(PostgresServer server, S3Server images) throws Exception {
    this.database = server.newDatabase();
    this.images = images;
    this.bucket = S3Server.settings(images.port(), images.newBucket());
  }

  private RunningEasel start(String name, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("store.kind", "postgres");
    settings.put("store.url", database.url());
    settings.put("store.user", database.user().orElseThrow());
    settings.put("store.connections", "4");
    settings.put("blobs.kind", "s3");
    settings.put("blobs.endpoint", bucket.endpoint().toString());
    settings.put("blobs.bucket", bucket.bucket());
    settings.put("blobs.prefix", "images");
    settings.put("blobs.access-key", bucket.accessKey().reveal());
    settings.put("blobs.secret-key", bucket.secretKey().reveal());
    settings.putAll(more);
    return RunningEasel.start(folder.resolve(name), Duration.ofMillis(50), settings);
  }

  private RunningEasel beside(RunningEasel first) throws Exception {
    return start("second", Map.of("sandbox.url", first.sandbox().toString()));
  }

  private static Job done(RunningEasel server, Job job) {
    WatchJobRequest watch = WatchJobRequest.newBuilder().setJobId(job.getId()).build();
    server.images().watchJob(watch).forEachRemaining((WatchJobResponse message) -> {});
    return server
        .images()
        .getJob(GetJobRequest.newBuilder().setJobId(job.getId()).build())
        .getJob();
  }

  private static Job fox(RunningEasel server) {
    GenerateRequest request =
        GenerateRequest.newBuilder().setPrompt("a red fox in snow").setModel("gpt-image-1").build();
    return server.images().generate(request).getJob();
  }

  private static byte[] read(RunningEasel server, ReadBlobRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    server
        .blobs()
        .readBlob(request)
        .forEachRemaining((ReadBlobResponse message) -> {
          try {
            message.getChunk().writeTo(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return bytes.toByteArray();
  }

  private static Blob upload(RunningEasel server, byte[] bytes) throws Exception {
    return UploadCall.begin(BlobServiceGrpc.newStub(server.channel()))
        .header(bytes.length)
        .chunk(bytes)
        .end()
        .blob();
  }

  private static ReadBlobRequest whole(String blob) {
    return ReadBlobRequest.newBuilder().setBlobId(blob).build();
  }

  @Test
  void nothingIsBoughtWhileTheBucketTakesNoImages() throws Exception {
    try (RefusingWire wire = new RefusingWire(images.port());
        RunningEasel server =
            start("one", Map.of("blobs.endpoint", "http://127.0.0.1:" + wire.port()))) {
      wire.refuse(Integer.MAX_VALUE, 403, "ExpiredToken");
      byte[] picture = Pictures.of(ImageFormat.PNG, new Size(64, 64));
      assertThatThrownBy(() -> upload(server, picture)).isNotNull();
      Refusal refused = Refusal.of(() -> fox(server));
      assertThat(refused.code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(refused.reason()).isEqualTo("STORE_UNAVAILABLE");
      assertThat(refused.toString()).doesNotContain("token");
      assertThat(server.submits()).isZero();
      wire.refuse(0, 403, "ExpiredToken");
      assertThat(done(server, fox(server)).getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    }
  }

  @Test
  void anImageMadeAtOneIsReadAtTheOther() throws Exception {
    try (RunningEasel first = start("first", Map.of());
        RunningEasel second = beside(first)) {
      Job job = done(second, fox(first));
      assertThat(job.getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
      var image = job.getResults(0).getImage();
      byte[] bytes = read(second, whole(image.getBlobId()));
      assertThat(MessageDigest.getInstance("SHA-256").digest(bytes))
          .isEqualTo(image.getSha256().toByteArray());
      assertThat(read(first, whole(image.getBlobId()))).isEqualTo(bytes);
      ReadBlobRequest part =
          whole(image.getBlobId()).toBuilder().setReadOffset(100).setReadLimitBytes(50).build();
      assertThat(read(second, part)).isEqualTo(Arrays.copyOfRange(bytes, 100, 150));
    }
  }

  @Test
  void anImageOutlivesTheServerThatMadeIt() throws Exception {
    try (RunningEasel first = start("first", Map.of())) {
      Job job = done(first, fox(first));
      String blob = job.getResults(0).getImage().getBlobId();
      byte[] bytes = read(first, whole(blob));
      first.easel().close();
      try (RunningEasel second = beside(first)) {
        assertThat(read(second, whole(blob))).isEqualTo(bytes);
      }
    }
  }

  @Test
  void aJobDeletedAtOneLeavesNoImageAnywhere() throws Exception {
    try (RunningEasel first = start("first", Map.of());
        RunningEasel second = beside(first)) {
      Job job = done(first, fox(first));
      String blob = job.getResults(0).getImage().getBlobId();
      second.images().deleteJob(DeleteJobRequest.newBuilder().setJobId(job.getId()).build());
      assertThat(Refusal.of(() -> read(first, whole(blob))).code())
          .isEqualTo(Status.Code.NOT_FOUND);
      assertThat(images.objectNames()).noneMatch(name -> name.startsWith(bucket.bucket() + "/"));
    }
  }

  @Test
  void anUploadAtOneIsEditedAtTheOther() throws Exception {
    byte[] picture = Pictures.of(ImageFormat.PNG, new Size(256, 256));
    try (RunningEasel first = start("first", Map.of());
        RunningEasel second = beside(first)) {
      Blob upload = upload(first, picture);
      EditRequest edit =
          EditRequest.newBuilder()
              .setPrompt("make it night")
              .setModel("gpt-image-1")
              .addImages(ImageSource.newBuilder().setBlobId(upload.getId()))
              .build();
      Job job = done(first, second.images().edit(edit).getJob());
      assertThat(job.getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
      assertThat(upload(second, picture).getId()).isEqualTo(upload.getId());
      assertThat(read(second, whole(upload.getId()))).isEqualTo(picture);
    }
  }

  @Test
  void aBucketThatCannotBeUsedStopsTheStart() {
    assertThatThrownBy(() -> start("first", Map.of("blobs.bucket", "nobody-made-this")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("blobs: ")
        .hasMessageContaining("has no bucket nobody-made-this");
  }
}
