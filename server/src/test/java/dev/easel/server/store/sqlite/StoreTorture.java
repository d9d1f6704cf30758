package dev.easel.server.store.sqlite;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.StoreUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the scripts of server/src/test/torture do to a store. */
final class StoreTorture {
  private static final int STORE_FAILED = 70;
  private static final int ACCEPTED_AT_MOST = 600;
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  private StoreTorture() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "accept" -> accept(folder, Path.of(arguments[2]));
      case "verify" -> verify(folder, Path.of(arguments[2]));
      case "fill" -> fill(folder);
      case "exhaust" -> exhaust(folder, Path.of(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Accepts jobs until the store fails, and writes down each that was acknowledged. */
  private static void accept(Path folder, Path acknowledged) throws Exception {
    try (PrintWriter list = new PrintWriter(Files.newBufferedWriter(acknowledged), true);
        SqliteDatabase database = open(folder)) {
      for (int i = 0; i < ACCEPTED_AT_MOST; i++) {
        database.jobs().accept(job("J" + i), FIRST, key("r" + i, "f"));
        list.println("J" + i);
      }
    }
  }

  private static SqliteDatabase open(Path folder) throws UnusableStoreException {
    return SqliteDatabase.open(folder, why -> Runtime.getRuntime().halt(STORE_FAILED));
  }

  /** Looks for the jobs of many stores: each in a folder, its list beside it. */
  private static void verify(Path folders, Path lists) throws Exception {
    List<Path> all;
    try (Stream<Path> found = Files.list(folders)) {
      all = found.sorted().toList();
    }
    long jobs = 0;
    for (Path folder : all) {
      jobs += verifyOne(folder, Files.readAllLines(lists.resolve(folder.getFileName())));
    }
    System.out.printf("%d stores, %d acknowledged jobs, 0 lost%n", all.size(), jobs);
  }

  private static int verifyOne(Path folder, List<String> acknowledged)
      throws UnusableStoreException, IOException {
    try (SqliteDatabase database = open(folder)) {
      for (String id : acknowledged) {
        if (database.jobs().find(new JobId(id)).isEmpty()) {
          throw new IllegalStateException(folder + " has lost " + id);
        }
      }
    }
    return acknowledged.size();
  }

  /** Fills the disk under a store that works, makes room again, and counts what was lost. */
  private static void fill(Path disk) throws Exception {
    Path ballast = disk.resolve("ballast");
    lackRoom(Files.createDirectories(disk.resolve("store")), () -> fillUp(ballast), ballast);
  }

  /** Does the same with a quota, which is exhausted while there is a file of this name. */
  private static void exhaust(Path folder, Path exhausted) throws Exception {
    lackRoom(folder, () -> Files.createFile(exhausted), exhausted);
  }

  private static void lackRoom(Path folder, Taking room, Path back) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    int refused = 0;
    try (SqliteDatabase database = open(folder)) {
      for (int round = 0; round < 5; round++) {
        acceptUntilRefused(database, acknowledged, room);
        refused++;
        Files.delete(back);
        long begun = System.nanoTime();
        while (!tryAccept(database, acknowledged)) {
          if (System.nanoTime() - begun > RECOVERY.toNanos()) {
            throw new IllegalStateException("the store did not recover");
          }
        }
        System.out.printf(
            "recovered after %d ms, %d acknowledged%n",
            Duration.ofNanos(System.nanoTime() - begun).toMillis(), acknowledged.size());
      }
    }
    int found = verifyOne(folder, acknowledged);
    System.out.printf(
        "%d times full, %d acknowledged jobs, %d found, 0 lost%n",
        refused, acknowledged.size(), found);
  }

  private static void acceptUntilRefused(
      SqliteDatabase database, List<String> acknowledged, Taking room) throws IOException {
    for (int i = 0; i < 100; i++) {
      tryAccept(database, acknowledged);
    }
    room.take();
    int more = 0;
    while (tryAccept(database, acknowledged)) {
      more++;
    }
    System.out.printf("full: %d more were taken%n", more);
  }

  private static void fillUp(Path ballast) {
    byte[] page = new byte[4_096];
    try {
      while (true) {
        Files.write(ballast, page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      // Full, as it should be.
      return;
    }
  }

  private static boolean tryAccept(SqliteDatabase database, List<String> acknowledged) {
    String id = "J" + acknowledged.size();
    try {
      database.jobs().accept(job(id), FIRST, key(id, "f"));
      acknowledged.add(id);
      return true;
    } catch (StoreUnavailableException e) {
      if (e.lack() != StoreUnavailableException.Lack.SPACE) {
        throw e;
      }
      return false;
    }
  }

  /** Takes all the room that there is. */
  @FunctionalInterface
  private interface Taking {
    void take() throws IOException;
  }
}
