package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.Models;
import dev.easel.server.Pictures;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.InlineImage;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Source;
import dev.easel.server.job.StoreUnavailableException.Lack;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Size;
import dev.easel.spi.SourceBytes;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an edit starts from, on its way to the seller. */
final class JobSourcesTest {
  private static final Size SIZE = new Size(64, 64);
  private static final byte[] PNG = Pictures.of(ImageFormat.PNG, SIZE);
  private static final URI URL = URI.create("https://images.example/fox.png");

  private final ScriptedProvider fal = new ScriptedProvider();

  @TempDir Path folder;

  private EngineRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new EngineRig(folder, Map.of("fal", fal));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static Source carried() {
    return new Source.Carried(new InlineImage(ByteBuffer.wrap(PNG)), "0f".repeat(32), SIZE);
  }

  private static JobRequest edit(Optional<String> requestId, Source... images) {
    JobOptions unset = JobOptions.unset();
    JobOptions options =
        new JobOptions(
            requestId,
            unset.providers(),
            unset.executionTimeout(),
            unset.maxCost(),
            unset.delivery(),
            unset.priority(),
            unset.previewCount(),
            unset.endUser(),
            unset.labels());
    return new JobRequest(
        Operation.EDIT,
        "in snow",
        Models.MODEL,
        OutputSpec.unset(),
        new EditInput(List.of(images), Optional.empty(), Optional.empty()),
        options);
  }

  private Job submit(JobRequest request) {
    return rig.intake.submit(Caller.LOCAL, request, List.of(Sample.route("fal", 1)), null);
  }

  private Blob blob(BlobPurpose purpose) throws IOException {
    return blob(Caller.LOCAL, purpose, rig.time.clockwork().now().plus(Duration.ofHours(1)));
  }

  private Blob blob(Caller owner, BlobPurpose purpose, Instant expireTime) throws IOException {
    try (BlobWriter writer = rig.blobs.create(owner, purpose, expireTime)) {
      writer.write(ByteBuffer.wrap(PNG));
      return writer.commit();
    }
  }

  private static Source named(Blob blob) {
    return new Source.Stored(blob.id(), blob.sha256(), blob.size());
  }

  private static BlobId stored(Job job) {
    return ((Source.Stored) job.request().input().images().getFirst()).blob();
  }

  @Test
  void anImageInTheRequestReachesTheSellerByteForByte() throws Exception {
    ByteBuffer seen = ByteBuffer.allocate(PNG.length);
    fal.preparation =
        (sources, call) -> {
          SourceBytes bytes = sources.images().getFirst().load(call);
          assertThat(bytes.format()).isEqualTo(ImageFormat.PNG);
          assertThat(bytes.size()).isEqualTo(SIZE);
          assertThat(bytes.length()).isEqualTo(PNG.length);
          try (ReadableByteChannel channel = bytes.open()) {
            while (channel.read(seen) > 0) {}
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    fal.then(ScriptedProvider.succeed());
    Job job = rig.end(submit(edit(Optional.empty(), carried())));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(seen.array()).isEqualTo(PNG);
  }

  @Test
  void anImageInTheRequestLivesAsLongAsItsJob() throws Exception {
    fal.then(ScriptedProvider.succeed());
    Job job = rig.end(submit(edit(Optional.empty(), carried())));
    assertThat(rig.blobs.find(stored(job))).isPresent();
    new Jobs(rig.store, rig.hot, rig.blobs).delete(job);
    assertThat(rig.blobs.find(stored(job))).isEmpty();
  }

  @Test
  void aRepeatedRequestFindsItsJobAndLeavesNoSecondCopy() throws Exception {
    fal.then(ScriptedProvider.succeed());
    Job first = rig.end(submit(edit(Optional.of("one"), carried())));
    long before = rig.files();
    Job again = submit(edit(Optional.of("one"), carried()));
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(rig.files()).isEqualTo(before);
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void theSameImageUnderAnotherNameIsTheSameRequest() throws Exception {
    fal.then(ScriptedProvider.succeed());
    Blob one = blob(BlobPurpose.UPLOAD);
    Blob other = blob(BlobPurpose.UPLOAD);
    Job first =
        submit(edit(Optional.of("x"), new Source.Stored(one.id(), one.sha256(), one.size())));
    Job again =
        submit(edit(Optional.of("x"), new Source.Stored(other.id(), other.sha256(), other.size())));
    assertThat(again.id()).isEqualTo(first.id());
    rig.end(first);
  }

  @Test
  void aRequestThatThereIsNoRoomForLeavesNoSources() throws Exception {
    Blob upload = blob(BlobPurpose.UPLOAD);
    long before = rig.files();
    rig.wavering.lack(Lack.SPACE);
    rig.wavering.refuse("accept", 1);
    assertThatThrownBy(() -> submit(edit(Optional.empty(), carried(), named(upload))))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(rig.files()).isEqualTo(before);
  }

  @Test
  void anUploadThatIsGoneWhenItsJobIsAcceptedIsRefused() throws Exception {
    Blob blob = blob(BlobPurpose.UPLOAD);
    rig.blobs.delete(blob.id());
    assertThatThrownBy(() -> submit(edit(Optional.empty(), carried(), named(blob))))
        .isInstanceOfSatisfying(
            Rejection.class,
            rejection -> assertThat(rejection.reason()).isEqualTo(Reason.BLOB_NOT_FOUND));
    assertThat(rig.files()).isZero();
    assertThat(fal.submits).hasValue(0);
  }

  @Test
  void anUploadDeletedAfterItsJobWasAcceptedStillReachesTheSeller() throws Exception {
    Blob blob = blob(BlobPurpose.UPLOAD);
    ByteBuffer seen = ByteBuffer.allocate(PNG.length);
    fal.preparation =
        (sources, call) -> {
          try {
            rig.blobs.delete(blob.id());
            try (ReadableByteChannel channel = sources.images().getFirst().load(call).open()) {
              while (channel.read(seen) > 0) {}
            }
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    fal.then(ScriptedProvider.succeed());
    Job job = rig.end(submit(edit(Optional.empty(), named(blob))));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(seen.array()).isEqualTo(PNG);
  }

  @Test
  void whatAJobKeepsOfAnUploadLivesAsLongAsTheJobAndGoesWithIt() throws Exception {
    Blob upload = blob(BlobPurpose.UPLOAD);
    fal.then(ScriptedProvider.succeed());
    Job job = rig.end(submit(edit(Optional.empty(), named(upload))));
    Blob kept = rig.blobs.find(stored(job)).orElseThrow();
    assertThat(kept.purpose()).isEqualTo(BlobPurpose.SOURCE);
    assertThat(kept.expireTime()).isEqualTo(job.expireTime());
    assertThat(kept.sha256()).isEqualTo(upload.sha256());
    new Jobs(rig.store, rig.hot, rig.blobs).delete(job);
    assertThat(rig.blobs.find(kept.id())).isEmpty();
    assertThat(rig.blobs.find(upload.id())).contains(upload);
  }

  @Test
  void aRepeatedRequestIsKnownByTheUploadItNamedThoughThatIsGone() throws Exception {
    Blob upload = blob(BlobPurpose.UPLOAD);
    fal.then(ScriptedProvider.succeed());
    Job job = rig.end(submit(edit(Optional.of("one"), named(upload))));
    rig.blobs.delete(upload.id());
    long before = rig.files();
    Source remembered = rig.intake.remembered(Caller.LOCAL, "one").all().findFirst().orElseThrow();
    assertThat(((Source.Stored) remembered).named()).isEqualTo(upload.id());
    assertThat(rig.intake.repeated(Caller.LOCAL, edit(Optional.of("one"), remembered)))
        .map(Job::id)
        .contains(job.id());
    assertThat(submit(edit(Optional.of("one"), remembered)).id()).isEqualTo(job.id());
    assertThat(rig.files()).isEqualTo(before);
  }

  @Test
  void aStoredSourceThatWasLostFailsTheJobBeforeAnythingIsBought() throws Exception {
    Blob upload = blob(BlobPurpose.UPLOAD);
    fal.preparation =
        (sources, call) -> {
          try {
            rig.blobs.delete(stored(rig.engine.running().getFirst()));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          ScriptedProvider.readAll(sources, call);
        };
    Job job = rig.end(submit(edit(Optional.empty(), named(upload))));
    assertThat(job.failure().orElseThrow().reason()).isEqualTo(Reason.SOURCE_IMAGE_UNREACHABLE);
    assertThat(job.failure().orElseThrow().fields()).containsExactly("images[0]");
    assertThat(job.failure().orElseThrow().charge()).isEqualTo(Fate.Charge.NONE);
    assertThat(fal.submits).hasValue(0);
  }

  @Test
  void aStoredSourceThatIsDamagedIsNotTriedAgain() throws Exception {
    Blob upload = blob(BlobPurpose.UPLOAD);
    fal.preparation =
        (sources, call) -> {
          BlobId source = stored(rig.engine.running().getFirst());
          Path shelf = folder.resolve(source.value().substring(0, 2));
          try {
            Files.write(shelf.resolve(source + ".facts"), new byte[0]);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          ScriptedProvider.readAll(sources, call);
        };
    Job job = rig.end(submit(edit(Optional.empty(), named(upload))));
    assertThat(job.failure().orElseThrow().message()).contains("is damaged");
    assertThat(job.failure().orElseThrow().charge()).isEqualTo(Fate.Charge.NONE);
    assertThat(job.attempts()).hasSize(1);
    assertThat(fal.submits).hasValue(0);
  }

  @Test
  void aUrlIsFetchedOnceForAllAttemptsAndItsCopyGoesWithTheWork() throws Exception {
    List<Blob> copies = new ArrayList<>();
    rig.links.show(
        URL,
        (owner, expireTime) -> {
          Blob copy = blob(owner, BlobPurpose.SOURCE, expireTime);
          copies.add(copy);
          return copy;
        });
    fal.preparation = ScriptedProvider::readAll;
    fal.then(ScriptedProvider.fail(Fate.REFUSED, Fault.RATE_LIMITED))
        .then(ScriptedProvider.succeed());
    Job job =
        rig.endInTime(
            submit(edit(Optional.empty(), new Source.Linked(URL))), Duration.ofMillis(100));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(rig.links.fetched).containsExactly(URL);
    rig.left(job);
    assertThat(rig.blobs.find(copies.getFirst().id())).isEmpty();
  }

  @Test
  void aMaskThatIsNoneIsFoundWhenItsBytesAreHereAndNothingIsBought() throws Exception {
    rig.links.show(URL, (owner, expireTime) -> blob(owner, BlobPurpose.SOURCE, expireTime));
    fal.preparation = (sources, call) -> sources.mask().orElseThrow().load(call);
    JobRequest plain = edit(Optional.empty(), carried());
    EditInput masked =
        new EditInput(
            plain.input().images(), Optional.of(new Source.Linked(URL)), Optional.empty());
    Job job = rig.end(submit(plain.with(masked)));
    assertThat(job.failure().orElseThrow().reason()).isEqualTo(Reason.SOURCE_IMAGE_INVALID);
    assertThat(job.failure().orElseThrow().fields()).containsExactly("mask");
    assertThat(fal.submits).hasValue(0);
  }

  @Test
  void aUrlIsNotFetchedForASellerThatFetchesItself() throws Exception {
    fal.preparation =
        (sources, call) -> assertThat(sources.images().getFirst().publicUrl()).contains(URL);
    fal.then(ScriptedProvider.succeed());
    Job job = rig.end(submit(edit(Optional.empty(), new Source.Linked(URL))));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(rig.links.fetched).isEmpty();
  }
}
