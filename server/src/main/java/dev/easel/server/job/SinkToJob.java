package dev.easel.server.job;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.LogLine;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a provider tells, as inputs of its job. */
final class SinkToJob implements ResultSink {
  private static final int LONGEST_LINE = 4 << 10;

  private final Supplier<Job> job;
  private final Consumer<JobInput> inputs;
  private final Murmurs murmurs;
  private final BlobStore blobs;
  private final Scraps scraps;
  private final Runnable onAnswer;
  private final Runnable onAccepted;
  private final Runnable onFinished;
  private volatile @Nullable HandleTakenException misled;

  SinkToJob(
      Supplier<Job> job,
      Consumer<JobInput> inputs,
      Murmurs murmurs,
      BlobStore blobs,
      Scraps scraps,
      Runnable onAnswer,
      Runnable onAccepted,
      Runnable onFinished) {
    this.job = job;
    this.inputs = inputs;
    this.murmurs = murmurs;
    this.blobs = blobs;
    this.scraps = scraps;
    this.onAnswer = onAnswer;
    this.onAccepted = onAccepted;
    this.onFinished = onFinished;
  }

  @Override
  public void accepted(Handle handle) {
    onAnswer.run();
    try {
      inputs.accept(new JobInput.Accepted(handle));
    } catch (HandleTakenException e) {
      misled = e;
      throw e;
    }
    onAccepted.run();
  }

  /** Nothing is taken from who took this attempt's work for another's. */
  private void hear() {
    HandleTakenException why = misled;
    if (why != null) {
      throw why;
    }
    onAnswer.run();
  }

  @Override
  public void queued(int place) {
    hear();
    murmurs.queued(place);
  }

  @Override
  public void started() {
    hear();
    boolean known =
        job.get().openAttempt().filter(attempt -> attempt.workStartTime().isPresent()).isPresent();
    if (!known) {
      murmurs.flush();
      inputs.accept(new JobInput.WorkStarted());
    }
  }

  @Override
  public void finished() {
    hear();
    onFinished.run();
  }

  @Override
  public void log(LogLine line) {
    hear();
    murmurs.log(new LogLine(line.level(), cut(line.message()), line.time()));
  }

  /** The beginning of a text that has at most 4 KiB in UTF-8, no character torn. */
  private static String cut(String text) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (bytes > LONGEST_LINE) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end);
  }

  @Override
  public boolean has(int slot) {
    return job.get().hasImage(slot);
  }

  @Override
  public ImageWriter image(int slot, ImageFacts facts) throws IOException {
    hear();
    Job current = job.get();
    if (slot < 0 || slot >= current.output().count()) {
      throw new IllegalArgumentException("the job has no slot " + slot);
    }
    return new StoringWriter(
        blobs.create(current.caller(), BlobPurpose.RESULT, current.expireTime()),
        facts,
        (blob, told) -> fill(slot, told, blob));
  }

  @Override
  public ImageWriter preview(int slot, int ordinal, ImageFacts facts) throws IOException {
    hear();
    Job current = job.get();
    if (current.request().options().previewCount() == 0) {
      return new DroppedImage();
    }
    return new StoringWriter(
        blobs.create(current.caller(), BlobPurpose.PREVIEW, current.expireTime()),
        facts,
        (blob, told) -> {
          scraps.add(blob.id());
          inputs.accept(new JobInput.Previewed(slot, ordinal, blob, told));
        });
  }

  @Override
  public void refused(int slot, ProviderFailure why) {
    hear();
    if (!job.get().hasResult(slot)) {
      murmurs.flush();
      inputs.accept(new JobInput.SlotRefused(slot, why));
    }
  }

  private void fill(int slot, ImageFacts facts, Blob blob) throws IOException {
    if (has(slot)) {
      blobs.delete(blob.id());
      return;
    }
    murmurs.flush();
    inputs.accept(new JobInput.ImageStored(new SlotResult.Filled(slot, blob, facts)));
  }
}
