package dev.easel.server.blob.s3;

import dev.easel.http.Backoff;
import dev.easel.server.domain.Identifiers;
import dev.easel.spi.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Stores over a bucket, each with a spool of its own, as those of several servers. */
final class Stores implements AutoCloseable {
  private static final Backoff QUICK =
      new Backoff(Duration.ofMillis(20), 2, Duration.ofMillis(200));

  /** For what must come out right, however busy the machine is. */
  static final S3Limits PATIENT =
      new S3Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(60), QUICK);

  /** For what cannot come out right. */
  private static final S3Limits HASTY =
      new S3Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), QUICK);

  private final Path folder;
  private final RandomGenerator random = new Random(7);
  private final List<S3BlobStore> opened = new ArrayList<>();

  /** Their spools are in this folder. */
  Stores(Path folder) {
    this.folder = folder;
  }

  S3BlobStore open(S3Settings settings) throws IOException {
    return open(settings, PATIENT);
  }

  /** One that soon gives up. */
  S3BlobStore openHasty(S3Settings settings) throws IOException {
    return open(settings, HASTY);
  }

  private S3BlobStore open(S3Settings settings, S3Limits limits) throws IOException {
    Path spool = Files.createTempDirectory(folder, "spool");
    S3BlobStore store =
        S3BlobStore.open(settings, limits, surroundings(), spool, new Identifiers(random));
    opened.add(store);
    return store;
  }

  static S3Surroundings surroundings() {
    return surroundings(InstantSource.system());
  }

  static S3Surroundings surroundings(InstantSource clock) {
    return new S3Surroundings(
        clock, Stores::deadline, Thread::sleep, new Random(11), "easel/tests");
  }

  private static Deadline deadline(Duration after) {
    long end = System.nanoTime() + after.toNanos();
    return () -> Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  @Override
  public void close() {
    opened.forEach(S3BlobStore::close);
  }
}
