package dev.easel.server.rules;

import static dev.easel.server.rules.Calls.after;
import static dev.easel.server.rules.Calls.end;
import static dev.easel.server.rules.Calls.error;
import static dev.easel.server.rules.Calls.fox;
import static dev.easel.server.rules.Calls.generate;
import static dev.easel.server.rules.Calls.get;
import static dev.easel.server.rules.Calls.mustBeDelivered;
import static dev.easel.server.rules.Calls.refusal;
import static dev.easel.server.rules.Calls.rest;
import static dev.easel.server.rules.Calls.retryDelay;
import static dev.easel.server.rules.Calls.until;
import static dev.easel.server.rules.Calls.watch;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.easel.server.Pictures;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fourteen rules of watching, in the order of the contract, as callers see them: across a
 * restart or across replicas, as the store allows.
 */
@Timeout(120)
abstract class WatchRules {
  private static final int LARGEST_INLINE = 512 << 10;

  @TempDir private Path folder;
  private final StagedSeller seller = new StagedSeller();
  private Service service;

  abstract Service open(Path folder, StagedSeller seller) throws Exception;

  @BeforeEach
  void open() throws Exception {
    service = open(folder, seller);
  }

  @AfterEach
  void close() {
    service.close();
  }

  private static long latest(StagedServer server, Job job) {
    return get(server, job).getLatestSequence();
  }

  @Test
  void rule1SequencesRiseFromOneAndAreNeverReused() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted().started();
    long before = latest(service.first(), job);
    List<JobEvent> early = until(watch(service.first(), job, 1), before);
    StagedServer other = service.other();
    service.stage(scene).image().done();
    List<JobEvent> all = rest(watch(other, job, 1));
    assertThat(all.subList(0, early.size())).isEqualTo(early);
    assertThat(all.getFirst().getSequence()).isEqualTo(2);
    assertThat(all).extracting(JobEvent::getSequence).isSorted().doesNotHaveDuplicates();
    assertThat(all.get(early.size()).getSequence()).isGreaterThan(before);
    assertThat(end(other, job).getLatestSequence()).isEqualTo(all.getLast().getSequence());
  }

  @Test
  void rule2ProgressMayBeSkippedAndNothingElse() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted();
    Iterator<WatchJobResponse> live = watch(service.first(), job, 1);
    List<JobEvent> seen = new ArrayList<>();
    for (int place = 3; place > 0; place--) {
      scene.queued(place);
      seen.addAll(until(live, latest(service.first(), job)));
      service.first().advance(Duration.ofSeconds(2));
    }
    scene.started().image().done();
    seen.addAll(rest(live));
    StagedServer other = service.other();
    List<JobEvent> again = rest(watch(other, job, 1));
    // Three places in the queue, and then none.
    assertThat(seen.stream().filter(JobEvent::hasProgress)).hasSize(4);
    assertThat(again.stream().filter(JobEvent::hasProgress))
        .singleElement()
        .matches(event -> !event.getProgress().hasQueuePosition());
    assertThat(mustBeDelivered(again)).isEqualTo(mustBeDelivered(seen));
  }

  @Test
  void rule3AFreshWatchBeginsWithASnapshotAndGoesOnAboveItsSequence() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted().started();
    StagedServer other = service.other();
    scene = service.stage(scene);
    Iterator<WatchJobResponse> fresh = watch(other, job, 0);
    JobEvent first = fresh.next().getEvent();
    assertThat(first.getSnapshot().getJob()).isEqualTo(get(other, job));
    assertThat(first.getSequence()).isEqualTo(latest(other, job)).isGreaterThan(1);
    scene.image().done();
    assertThat(rest(fresh))
        .isNotEmpty()
        .noneMatch(JobEvent::hasSnapshot)
        .allMatch(event -> event.getSequence() > first.getSequence());
  }

  @Test
  void rule4AResumedWatchTellsWhatCameAfterInOrder() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted();
    long cursor = latest(service.first(), job);
    scene.started();
    StagedServer other = service.other();
    service.stage(scene).image().done();
    List<JobEvent> resumed = rest(watch(other, job, cursor));
    List<JobEvent> whole = rest(watch(other, job, 1));
    assertThat(mustBeDelivered(resumed))
        .isEqualTo(
            mustBeDelivered(whole).stream().filter(event -> event.getSequence() > cursor).toList());
    assertThat(resumed).noneMatch(JobEvent::hasSnapshot);
  }

  @Test
  void rule5ACursorBeyondTheLatestIsOutOfRange() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted().started();
    long latest = latest(service.first(), job);
    StagedServer other = service.other();
    service.stage(scene);
    // What one server has told is not in the future at another.
    assertThat(watch(other, job, latest).hasNext()).isTrue();
    StatusRuntimeException refusal = refusal(() -> rest(watch(other, job, 1_000)));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
    assertThat(error(refusal).getReason()).isEqualTo("SEQUENCE_IN_FUTURE");
    assertThat(error(refusal).getMetadataMap())
        .containsEntry("latest_sequence", Long.toString(latest(other, job)));
  }

  @Test
  void rule6AnEventMayRepeatAfterAReconnectAndNeverWithinAStream() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted().started();
    long cursor = latest(service.first(), job);
    List<JobEvent> seen = until(watch(service.first(), job, 1), cursor);
    StagedServer other = service.other();
    service.stage(scene).image().done();
    List<JobEvent> again = rest(watch(other, job, cursor - 1));
    assertThat(again.getFirst()).isEqualTo(seen.getLast());
    assertThat(again).extracting(JobEvent::getSequence).doesNotHaveDuplicates();
  }

  @Test
  void rule7RunningComesBeforeResultsAndTheTerminalStateLastWithTheCost() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted().started();
    StagedServer other = service.other();
    service.stage(scene).image().done();
    List<JobEvent> all = rest(watch(other, job, 1));
    List<JobEvent> running =
        all.stream()
            .filter(event -> event.getStateChange().getState() == Job.State.STATE_RUNNING)
            .toList();
    List<JobEvent> results = all.stream().filter(JobEvent::hasResult).toList();
    assertThat(running).hasSize(1);
    assertThat(results).hasSize(1);
    assertThat(results.getFirst().getSequence())
        .isGreaterThan(running.getFirst().getSequence())
        .isLessThan(all.getLast().getSequence());
    Job over = all.getLast().getStateChange().getJob();
    assertThat(over.getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    assertThat(over.hasCost()).isTrue();
    assertThat(over).isEqualTo(get(other, job));
  }

  @Test
  void rule8OkMeansThatTheEndWasTold() throws Exception {
    Job failing = generate(service.first(), fox("fails"));
    seller.next().accepted().failed(Fate.FAILED_UNBILLED, Fault.CONTENT_BLOCKED_OUTPUT);
    // From its first event on: a snapshot of a job that is over tells the end by itself.
    List<JobEvent> failed = rest(watch(service.first(), failing, 1));
    assertThat(failed.getLast().getStateChange().getState()).isEqualTo(Job.State.STATE_FAILED);
    Job job = generate(service.first(), fox("r"));
    seller.next().accepted().started();
    Iterator<WatchJobResponse> cut = watch(service.first(), job, 0);
    assertThat(cut.next().getEvent().hasSnapshot()).isTrue();
    StagedServer successor = service.successor();
    assertThat(refusal(() -> rest(cut)).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(rest(watch(successor, failing, 0)))
        .singleElement()
        .matches(event -> event.getSnapshot().getJob().getState() == Job.State.STATE_FAILED);
    assertThat(rest(watch(successor, failing, failed.getLast().getSequence()))).isEmpty();
    seller.next().image().done();
    assertThat(rest(watch(successor, job, 1)).getLast().getStateChange().getState())
        .isEqualTo(Job.State.STATE_SUCCEEDED);
  }

  @Test
  void rule9SilenceIsBrokenByAHeartbeatWithTheLatestSequence() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted().started();
    StagedServer other = service.other();
    service.stage(scene);
    Iterator<WatchJobResponse> stream = watch(other, job, 0);
    long latest = stream.next().getEvent().getSequence();
    for (int i = 0; i < 2; i++) {
      other.advance(Duration.ofSeconds(14));
      assertThat(stream.next().getHeartbeat().getLatestSequence()).isEqualTo(latest);
    }
  }

  @Test
  void rule10AStoppingServerEndsWatchesThatGoOnElsewhere() throws Exception {
    Job job = generate(service.first(), fox("r"));
    seller.next().accepted().started();
    Iterator<WatchJobResponse> stream = watch(service.first(), job, 0);
    long seen = stream.next().getEvent().getSequence();
    StagedServer first = service.first();
    Thread stopping = Thread.startVirtualThread(first::stop);
    StatusRuntimeException drained = refusal(() -> rest(stream));
    stopping.join();
    assertThat(drained.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(error(drained).getReason()).isEqualTo("SERVER_DRAINING");
    assertThat(retryDelay(drained).getSeconds()).isBetween(0L, 2L);
    StagedServer successor = service.successor();
    seller.next().image().done();
    List<JobEvent> resumed = rest(watch(successor, job, seen));
    assertThat(resumed).allMatch(event -> event.getSequence() > seen);
    assertThat(resumed.getLast().getStateChange().getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
  }

  @Test
  void rule10AWatchOfHalfAnHourEndsAndCanBeResumedAtOnce() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted().started();
    StagedServer other = service.other();
    service.stage(scene);
    Iterator<WatchJobResponse> stream = watch(other, job, 0);
    long seen = stream.next().getEvent().getSequence();
    other.advance(Duration.ofMinutes(31));
    StatusRuntimeException expired = refusal(() -> rest(stream));
    assertThat(expired.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(error(expired).getReason()).isEqualTo("WATCH_EXPIRED");
    assertThat(retryDelay(expired)).isEqualTo(com.google.protobuf.Duration.getDefaultInstance());
    assertThat(watch(other, job, seen).next().hasHeartbeat()).isTrue();
  }

  @Test
  void rule11AllWatchersSeeTheSameOrderAndThereAreSixteenAtMost() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted();
    StagedServer other = service.other();
    scene = service.stage(scene);
    List<Iterator<WatchJobResponse>> watches = new ArrayList<>();
    try (Context.CancellableContext leaving = Context.current().withCancellation()) {
      leaving.run(() -> assertThat(watch(other, job, 0).hasNext()).isTrue());
      for (int i = 0; i < 15; i++) {
        watches.add(watch(other, job, 1));
        assertThat(watches.getLast().hasNext()).isTrue();
      }
      StatusRuntimeException refusal = refusal(() -> rest(watch(other, job, 1)));
      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(error(refusal).getReason()).isEqualTo("WATCH_LIMIT");
      leaving.cancel(null);
    }
    scene.started().image().done();
    List<JobEvent> expected = mustBeDelivered(rest(watches.getFirst()));
    assertThat(expected).isNotEmpty();
    for (Iterator<WatchJobResponse> stream : watches.subList(1, watches.size())) {
      assertThat(mustBeDelivered(rest(stream))).isEqualTo(expected);
    }
    assertThat(mustBeDelivered(rest(watch(other, job, 1)))).isEqualTo(expected);
  }

  @Test
  void rule12WatchingNeitherDelaysAJobNorEndsIt() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted().started();
    StagedServer other = service.other();
    scene = service.stage(scene);
    StalledWatch stalled = new StalledWatch();
    ImageServiceGrpc.newStub(other.channel()).watchJob(after(job, 0), stalled);
    try (Context.CancellableContext leaving = Context.current().withCancellation()) {
      leaving.run(() -> assertThat(watch(other, job, 0).hasNext()).isTrue());
    }
    scene.image().done();
    assertThat(end(other, job).getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    assertThat(seller.cancels()).isZero();
    assertThat(seller.submits()).isEqualTo(1);
  }

  @Test
  void rule13PreviewsAreForWhoAsksAreSmallAndEndWithTheJob() throws Exception {
    Job job = generate(service.first(), previewed());
    StagedServer server = service.first();
    Iterator<WatchJobResponse> plain = watch(server, job, 0);
    Iterator<WatchJobResponse> curious = server.images().watchJob(curious(job));
    Scene scene = seller.next().accepted().started();
    byte[] small = Pictures.of(ImageFormat.PNG, new Size(64, 64));
    scene.preview(0, small);
    JobEvent first = nextPreview(curious);
    assertThat(first.getPreview().getImage().getInlineBytes())
        .isEqualTo(ByteString.copyFrom(small));
    byte[] large = noise();
    assertThat(large.length).isGreaterThan(LARGEST_INLINE);
    scene.preview(1, large);
    JobEvent second = nextPreview(curious);
    assertThat(second.getPreview().getImage().getInlineBytes()).isEmpty();
    assertThat(bytes(server, second.getPreview().getImage().getBlobId())).isEqualTo(large.length);
    assertThat(watch(server, job, 0).next().getEvent().getSnapshot().getJob().getResultsList())
        .isEmpty();
    scene.image().done();
    assertThat(rest(plain)).noneMatch(JobEvent::hasPreview);
    assertThat(rest(curious).getLast().hasStateChange()).isTrue();
    StagedServer other = service.other();
    assertThat(rest(other.images().watchJob(curious(job)))).noneMatch(JobEvent::hasPreview);
    assertThat(
            refusal(() -> bytes(other, second.getPreview().getImage().getBlobId()))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  private static GenerateRequest previewed() {
    GenerateRequest plain = fox("r");
    return plain.toBuilder()
        .setOptions(plain.getOptions().toBuilder().addProviders("openai").setPreviewCount(2))
        .build();
  }

  private static WatchJobRequest curious(Job job) {
    return after(job, 1).toBuilder().setIncludePreviews(true).build();
  }

  private static JobEvent nextPreview(Iterator<WatchJobResponse> stream) {
    JobEvent event = stream.next().getEvent();
    while (!event.hasPreview()) {
      event = stream.next().getEvent();
    }
    return event;
  }

  private static int bytes(StagedServer server, String blob) {
    int bytes = 0;
    Iterator<dev.easel.v1.ReadBlobResponse> chunks =
        server.blobs().readBlob(ReadBlobRequest.newBuilder().setBlobId(blob).build());
    while (chunks.hasNext()) {
      bytes += chunks.next().getChunk().size();
    }
    return bytes;
  }

  /** An image that does not compress. */
  private static byte[] noise() throws Exception {
    Random random = new Random(5);
    BufferedImage image = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  @Test
  void rule14AllThatMustBeDeliveredIsKeptAndOfPreviewsTheLatest() throws Exception {
    Job job = generate(service.first(), previewed());
    Iterator<WatchJobResponse> live = watch(service.first(), job, 1);
    Scene scene = seller.next().accepted().started();
    byte[] small = Pictures.of(ImageFormat.PNG, new Size(64, 64));
    scene.preview(0, small).preview(1, small);
    Iterator<WatchJobResponse> rejoined = service.first().images().watchJob(curious(job));
    assertThat(nextPreview(rejoined).getPreview().getOrdinal()).isEqualTo(1);
    scene.image().done();
    List<JobEvent> seen = rest(live);
    StagedServer other = service.other();
    assertThat(mustBeDelivered(rest(watch(other, job, 1)))).isEqualTo(mustBeDelivered(seen));
    assertThat(mustBeDelivered(seen)).hasSizeGreaterThan(4);
  }

  /** Opens a watch and takes nothing. */
  private static final class StalledWatch
      implements ClientResponseObserver<WatchJobRequest, WatchJobResponse> {
    @Override
    public void beforeStart(ClientCallStreamObserver<WatchJobRequest> call) {
      call.disableAutoRequestWithInitial(0);
    }

    @Override
    public void onNext(WatchJobResponse message) {}

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onCompleted() {}
  }
}
