package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.Models;
import dev.easel.server.Pictures;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.store.memory.MemoryDatabase;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes before its time, so that a disk is not filled. */
final class KeptVolumeTest {
  private static final int PLENTY = 1_000;
  private static final Instant LATER = Sample.NOW.plus(Duration.ofHours(1));
  private static final byte[] PNG = Pictures.of(ImageFormat.PNG, Models.SQUARE);

  private final MemoryJobStore store = new MemoryDatabase(() -> 0).open("one");
  private final JobMachine machine = Sample.machine(3, "fal");
  private BlobStore blobs;
  private Jobs jobs;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    blobs = new DiskBlobStore(folder, new Identifiers(new Random(11)));
    HotJobs hot = new HotJobs(store, store, new ManualClockwork().clockwork());
    jobs = new Jobs(store, hot, blobs);
  }

  private Job underWay(int number) {
    Job fresh =
        Job.accepted(
            new JobId("%026d".formatted(number)),
            Caller.LOCAL,
            Sample.request(1),
            List.of(Sample.route("fal", 1)),
            Sample.NOW.plusSeconds(number),
            Sample.NOW.plus(Duration.ofDays(3)));
    Step step = machine.accept(fresh, Sample.NOW);
    store.accept(step.job(), step.events().getFirst(), Optional.empty());
    return step.job();
  }

  private Job over(int number) throws Exception {
    return over(number, Sample.NOW);
  }

  private Job over(int number, Instant end) throws Exception {
    Job job = underWay(number);
    Blob blob;
    try (BlobWriter writer = blobs.create(Caller.LOCAL, BlobPurpose.RESULT, job.expireTime())) {
      writer.write(ByteBuffer.wrap(PNG));
      blob = writer.commit();
    }
    for (JobInput input :
        List.of(
            new JobInput.Prepared(),
            new JobInput.ImageStored(new SlotResult.Filled(0, blob, ImageFacts.none())),
            Sample.finished())) {
      Step step = machine.apply(job, input, end);
      store.commit(JobClaims.FIRST_EPOCH, step.job(), step.events());
      job = step.job();
    }
    return job;
  }

  private boolean hasImage(Job job) throws IOException {
    return blobs.find(job.images().getFirst().blob().id()).isPresent();
  }

  @Test
  void theOldestGoesWithItsImageWhenThereAreTooManyJobs() throws Exception {
    List<Job> oldest = List.of(over(1), over(2));
    for (int i = 3; i <= 20; i++) {
      over(i);
    }
    jobs.deleteExcess(new KeptVolume(18, Long.MAX_VALUE), LATER);
    for (Job job : oldest) {
      assertThat(store.find(job.id())).isEmpty();
      assertThat(hasImage(job)).isFalse();
    }
    assertThat(store.volume().jobs()).isLessThanOrEqualTo(18);
  }

  @Test
  void theOldestGoesWhenTheImagesAreTooLarge() throws Exception {
    Job first = over(1);
    Job second = over(2);
    jobs.deleteExcess(new KeptVolume(PLENTY, 2L * PNG.length), LATER);
    assertThat(store.find(first.id())).isPresent();
    jobs.deleteExcess(new KeptVolume(PLENTY, 2L * PNG.length - 1), LATER);
    assertThat(store.find(first.id())).isEmpty();
    assertThat(store.find(second.id())).isPresent();
  }

  @Test
  void jobsUnderWayStayHoweverManyTheyAre() {
    Job job = underWay(1);
    jobs.deleteExcess(new KeptVolume(0, 0), LATER);
    assertThat(store.find(job.id())).isPresent();
  }

  @Test
  void jobsUnderWayDriveNoResultOut() throws Exception {
    Job over = over(1);
    for (int i = 2; i <= 20; i++) {
      underWay(i);
    }
    jobs.deleteExcess(new KeptVolume(1, Long.MAX_VALUE), LATER);
    assertThat(store.find(over.id())).isPresent();
  }

  @Test
  void whatEndedFirstGoesFirstWheneverItBegan() throws Exception {
    Job slow = over(1, Sample.NOW.plusSeconds(600));
    Job quick = over(2, Sample.NOW.plusSeconds(60));
    jobs.deleteExcess(new KeptVolume(1, Long.MAX_VALUE), LATER);
    assertThat(store.find(quick.id())).isEmpty();
    assertThat(store.find(slow.id())).isPresent();
  }

  @Test
  void whatEndedJustNowStaysUntilItsCallerCouldFetchIt() throws Exception {
    Job job = over(1, LATER.minusSeconds(10));
    jobs.deleteExcess(new KeptVolume(0, 0), LATER);
    assertThat(hasImage(job)).isTrue();
    jobs.deleteExcess(new KeptVolume(0, 0), LATER.plus(Duration.ofMinutes(5)));
    assertThat(hasImage(job)).isFalse();
  }

  @Test
  void manyGoAtOnceAndNotOneMoreThanMust() throws Exception {
    for (int i = 1; i <= 300; i++) {
      over(i);
    }
    jobs.deleteExcess(new KeptVolume(10, Long.MAX_VALUE), LATER);
    assertThat(store.volume().over()).isEqualTo(10);
  }

  @Test
  void anImageThatCameAfterItsCallerLookedGoesWithTheJobToo() throws Exception {
    Job over = over(1);
    Job seen = without(over);
    assertThat(seen.images()).isEmpty();
    jobs.delete(seen);
    assertThat(store.find(over.id())).isEmpty();
    assertThat(hasImage(over)).isFalse();
  }

  /** The job as it was before its image came. */
  private static Job without(Job job) {
    return new Job(
        job.id(),
        job.caller(),
        job.request(),
        job.routes(),
        job.route(),
        job.state(),
        job.stop(),
        job.revision() - 1,
        job.latestSequence(),
        job.attempts(),
        List.of(),
        job.failure(),
        job.progress(),
        job.cost(),
        job.createTime(),
        job.startTime(),
        job.endTime(),
        job.expireTime());
  }

  @Test
  void aDeletionThatWasCutShortIsFinished() throws Exception {
    Job job = over(1);
    store.hide(job.id());
    assertThat(store.find(job.id())).isEmpty();
    jobs.finishDeletions();
    assertThat(hasImage(job)).isFalse();
    assertThat(store.hidden(1)).isEmpty();
  }
}
