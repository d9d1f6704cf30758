package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.Models;
import dev.easel.server.Pictures;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.job.simulation.ForwardingJobClaims;
import dev.easel.server.store.memory.MemoryDatabase;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Reconciliation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of images that a process stored and did not live to tell of. */
final class StraysTest {
  private static final byte[] PNG = Pictures.of(ImageFormat.PNG, Models.SQUARE);
  private static final int MANY = 700;

  private final MemoryJobStore store = new MemoryDatabase(() -> 0).open("one");
  private final JobMachine machine = Sample.machine(3, "fal");
  private DiskBlobStore blobs;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    blobs = new DiskBlobStore(folder, new Identifiers(new Random(11)));
  }

  private Job accepted(int number) {
    Instant now = Sample.NOW.plusSeconds(number);
    Job fresh =
        Job.accepted(
            new JobId("%026d".formatted(number)),
            Caller.LOCAL,
            Sample.request(1),
            List.of(Sample.route("fal", 1)),
            now,
            now.plus(Duration.ofDays(3)));
    Step step = machine.accept(fresh, Sample.NOW);
    store.accept(step.job(), step.events().getFirst(), Optional.empty());
    return step.job();
  }

  private Blob stored(BlobPurpose purpose, Instant expireTime) throws IOException {
    try (BlobWriter writer = blobs.create(Caller.LOCAL, purpose, expireTime)) {
      writer.write(ByteBuffer.wrap(PNG));
      return writer.commit();
    }
  }

  private void name(Job job, Blob blob) throws Exception {
    play(
        job,
        new JobInput.Prepared(),
        new JobInput.ImageStored(new SlotResult.Filled(0, blob, ImageFacts.none())));
  }

  private Job play(Job job, JobInput... inputs) throws Exception {
    Job now = job;
    for (JobInput input : inputs) {
      Step step = machine.apply(now, input, Sample.NOW);
      store.commit(JobClaims.FIRST_EPOCH, step.job(), step.events());
      now = step.job();
    }
    return now;
  }

  private void startAnew() {
    new Strays(store, store, blobs, new ManualClockwork().clockwork(), Runnable::run).start();
  }

  @Test
  void anImageThatItsJobDoesNotNameGoesAndOneThatItNamesStays() throws Exception {
    Job job = accepted(1);
    Blob stray = stored(BlobPurpose.RESULT, job.expireTime());
    Blob preview = stored(BlobPurpose.PREVIEW, job.expireTime());
    Blob named = stored(BlobPurpose.RESULT, job.expireTime());
    name(job, named);
    startAnew();
    assertThat(blobs.kept()).containsExactly(named.id());
    assertThat(blobs.find(stray.id())).isEmpty();
    assertThat(blobs.find(preview.id())).isEmpty();
  }

  @Test
  void aStrayThatIsDamagedStaysAndTheOthersGo(@TempDir Path folder) throws Exception {
    blobs = new DiskBlobStore(folder, new Identifiers(new Random(12)));
    Job job = accepted(1);
    List<Blob> strays = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      strays.add(stored(BlobPurpose.RESULT, job.expireTime()));
    }
    BlobId damaged = strays.get(3).id();
    Files.write(folder.resolve(damaged.value().substring(0, 2)).resolve(damaged + ".image"), PNG);
    startAnew();
    assertThat(blobs.kept()).containsExactly(damaged);
  }

  @Test
  void imagesOfJobsThatThisStoreDoesNotHaveAreNotTouched() throws Exception {
    accepted(1);
    Blob elsewhere = stored(BlobPurpose.RESULT, Sample.NOW.plus(Duration.ofDays(2)));
    startAnew();
    assertThat(blobs.kept()).containsExactly(elsewhere.id());
  }

  /** The same store as others have it too. */
  private void startBesideOthers() {
    ManualClockwork time = new ManualClockwork();
    JobClaims shared =
        new ForwardingJobClaims(store) {
          @Override
          public boolean shared() {
            return true;
          }
        };
    new Strays(store, shared, blobs, time.clockwork(), Runnable::run).start();
    time.pass(Duration.ofMinutes(2));
  }

  @Test
  void whatARunningJobOfAnotherServerHasNotNamedIsNotTouched() throws Exception {
    Job job = accepted(1);
    Blob copy = stored(BlobPurpose.SOURCE, job.expireTime());
    Blob preview = stored(BlobPurpose.PREVIEW, job.expireTime());
    startBesideOthers();
    assertThat(blobs.kept()).containsExactlyInAnyOrder(copy.id(), preview.id());
  }

  @Test
  void uploadsAreTheirCallers() throws Exception {
    Blob upload = stored(BlobPurpose.UPLOAD, accepted(1).expireTime());
    startAnew();
    assertThat(blobs.kept()).containsExactly(upload.id());
  }

  @Test
  void allJobsAreAskedHoweverManyThereAre() throws Exception {
    for (int i = 0; i < MANY; i++) {
      accepted(i);
    }
    Job job = accepted(MANY);
    Blob stray = stored(BlobPurpose.RESULT, job.expireTime());
    Blob named = stored(BlobPurpose.RESULT, job.expireTime());
    name(job, named);
    startAnew();
    assertThat(blobs.kept()).containsExactly(named.id()).doesNotContain(stray.id());
  }

  @Test
  void jobsThatEndedInDoubtAreAskedTooHoweverManyThereAre() throws Exception {
    for (int i = 0; i < MANY; i++) {
      Job lost =
          play(
              accepted(i),
              new JobInput.Prepared(),
              Sample.failed(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE),
              new JobInput.Reconciled(new Reconciliation.Untraceable()));
      assertThat(lost.attemptInDoubt()).hasValue(1);
    }
    Job job = accepted(MANY);
    stored(BlobPurpose.RESULT, job.expireTime());
    Blob named = stored(BlobPurpose.RESULT, job.expireTime());
    name(job, named);
    startAnew();
    assertThat(blobs.kept()).containsExactly(named.id());
  }
}
