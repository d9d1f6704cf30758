package dev.easel.server.store.sqlite;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.NOW;
import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.progress;
import static dev.easel.server.store.SampleJobs.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database and its log, as a killed process leaves them, cut and flipped: what was acknowledged
 * is there to the last byte, or the store is refused. {@code -Deasel.damage.samples} says how many
 * offsets of each file are tried in each way; from its size on, all.
 */
@Timeout(7_200)
final class StoreDamageTest {
  private static final List<String> FILES = List.of("jobs.db", "jobs.db-wal", "jobs.mark");
  private static final int SAMPLES = Integer.getInteger("easel.damage.samples", 100);

  @TempDir private Path folder;

  /** What can happen to a file. */
  private enum Damage {
    CUT {
      @Override
      byte[] to(byte[] bytes, int offset) {
        return Arrays.copyOf(bytes, offset);
      }
    },
    FLIP {
      @Override
      byte[] to(byte[] bytes, int offset) {
        byte[] damaged = bytes.clone();
        // Which bit depends on the place, so that all kinds are met.
        damaged[offset] ^= (byte) (1 << (offset * 7 % Byte.SIZE));
        return damaged;
      }
    };

    abstract byte[] to(byte[] bytes, int offset);
  }

  @Test
  void noDamageIsSilent() throws Exception {
    Map<String, byte[]> left = leftByAKilledProcess();
    write(left);
    List<String> acknowledged = Rows.of(folder);
    long seed = new Random().nextLong();
    System.out.println("damage is done with seed " + seed);
    Random random = new Random(seed);
    int refused = 0;
    int cases = 0;
    for (String file : FILES) {
      for (Damage damage : Damage.values()) {
        byte[] whole = bytes(left, file);
        for (int offset : offsets(whole.length, random)) {
          Map<String, byte[]> damaged = new HashMap<>(left);
          damaged.put(file, damage.to(whole, offset));
          if (isRefused(damaged, acknowledged, damage + " of " + file + " at " + offset)) {
            refused++;
          }
          cases++;
        }
      }
    }
    System.out.printf("damage: %d cases, %d refused, 0 silent%n", cases, refused);
    assertThat(refused).isPositive().isLessThan(cases);
  }

  private static byte[] bytes(Map<String, byte[]> files, String file) {
    return Objects.requireNonNull(files.get(file));
  }

  private static int[] offsets(int length, Random random) {
    return length <= SAMPLES
        ? IntStream.range(0, length).toArray()
        : random.ints(SAMPLES, 0, length).toArray();
  }

  private boolean isRefused(Map<String, byte[]> damaged, List<String> acknowledged, String what)
      throws Exception {
    write(damaged);
    try (SqliteDatabase database = open()) {
      assertThat(Rows.of(folder)).as(what).isEqualTo(acknowledged);
      assertThat(database.jobs().find(job("J1").id())).as(what).isPresent();
      return false;
    } catch (UnusableStoreException e) {
      assertThat(e).as(what).hasMessageContaining(folder.toString());
      for (String file : FILES) {
        assertThat(folder.resolve(file)).as(what).hasBinaryContent(bytes(damaged, file));
      }
      return true;
    }
  }

  /** A part of it is in the database, and the rest in the log. */
  private Map<String, byte[]> leftByAKilledProcess() throws Exception {
    try (SqliteDatabase database = open()) {
      for (int i = 0; i < 12; i++) {
        accept(database, i);
      }
    }
    try (SqliteDatabase database = open()) {
      for (int i = 12; i < 18; i++) {
        accept(database, i);
      }
      database.jobs().commit(1, succeeded(job("J12"), 3, 100), List.of(progress(3)));
      database.claims().requestCancel(job("J13").id());
      Map<String, byte[]> files = new HashMap<>();
      for (String file : FILES) {
        files.put(file, Files.readAllBytes(folder.resolve(file)));
      }
      return files;
    }
  }

  private static void accept(SqliteDatabase database, int number) throws Exception {
    Job job = job("J" + number, Caller.LOCAL, NOW, Map.of("number", "" + number));
    database.jobs().accept(job, FIRST, key("r" + number, "f"));
    if (number % 3 == 0 && number < 12) {
      database.jobs().commit(1, changed(job, JobState.RUNNING, 2), List.of(progress(2)));
    }
  }

  private void write(Map<String, byte[]> files) throws IOException {
    Files.deleteIfExists(folder.resolve("jobs.db-shm"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private SqliteDatabase open() throws UnusableStoreException {
    return SqliteDatabase.open(
        folder,
        thrown -> {
          throw new AssertionError(thrown);
        });
  }
}
