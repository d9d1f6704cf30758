package dev.easel.server.store.sqlite;

import static dev.easel.server.store.SampleJobs.EXPIRY;
import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.StoreUnavailableException;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/** How changes share transactions, and what becomes of them when the disk fails or is full. */
final class WriterTest {
  /** A device that has room for nothing stands in the place of what is written. */
  private static final Path FULL = Path.of("/dev/full");

  private final List<Throwable> fatal = new ArrayList<>();
  private final Faults faults = new Faults();
  @TempDir private Path folder;
  private SqliteDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = SqliteDatabase.open(folder, faults, fatal::add);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private void accept(String id) {
    assertThat(database.jobs().accept(job(id), FIRST, key(id, "f")))
        .isEqualTo(new Acceptance.Fresh());
  }

  private long commits() {
    return database.read(tables -> tables.ledger().read().commits());
  }

  /** Begins so many calls while the writer is busy with another one. */
  private List<Future<?>> meanwhile(List<Runnable> calls) throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<?>> begun = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      begun.add(
          threads.submit(() ->
              database.write(tables -> {
                busy.countDown();
                uninterruptibly(go);
                return true;
              })));
      busy.await();
      List<Thread> waiting = new ArrayList<>();
      for (Runnable call : calls) {
        begun.add(
            threads.submit(() -> {
              synchronized (waiting) {
                waiting.add(Thread.currentThread());
              }
              call.run();
            }));
      }
      while (!allWait(waiting, calls.size())) {
        Thread.onSpinWait();
      }
      go.countDown();
    }
    return begun;
  }

  private static boolean allWait(List<Thread> threads, int all) {
    synchronized (threads) {
      return threads.size() == all
          && threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Runnable> acceptances(int count) {
    List<Runnable> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "J" + i;
      calls.add(() -> accept(id));
    }
    return calls;
  }

  @Test
  void thoseWhoWaitShareOneTransaction() throws Exception {
    long before = commits();
    for (Future<?> done : meanwhile(acceptances(100))) {
      done.get();
    }
    assertThat(commits()).isEqualTo(before + 2);
    assertThat(database.jobs().volume().jobs()).isEqualTo(100);
  }

  @Test
  void namesThatExpireTogetherKeepNobodyWaitingForAllOfThem() throws Exception {
    database.write(tables -> {
      for (int i = 0; i < 5_000; i++) {
        tables.keys().put(KeyRow.of(key("r" + i, "f").orElseThrow(), job("J" + i).id()));
      }
      return true;
    });
    long before = commits();
    assertThat(database.jobs().expired(EXPIRY, 10)).isEmpty();
    assertThat(commits()).isEqualTo(before + 3);
    boolean left = database.read(tables -> tables.session().sql("SELECT 1 FROM request_key").any());
    assertThat(left).isFalse();
  }

  @Test
  void oneThatFailsTakesNobodyAlong() throws Exception {
    List<Runnable> calls = acceptances(10);
    calls.add(
        5,
        () ->
            database.write(tables -> {
              tables.jobs().delete(job("J1").id());
              tables.session().execute("INSERT INTO nowhere VALUES (1)");
              return true;
            }));
    List<Future<?>> begun = meanwhile(calls);
    assertThat(begun.get(6).exceptionNow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nowhere");
    assertThat(begun).filteredOn(done -> done.state() == Future.State.FAILED).hasSize(1);
    assertThat(database.jobs().volume().jobs()).isEqualTo(10);
    assertThat(fatal).isEmpty();
  }

  @Test
  void anInterruptedCallerLearnsWhatBecameOfItsJob() {
    Thread.currentThread().interrupt();
    accept("A");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(database.jobs().find(job("A").id())).isPresent();
  }

  @Test
  void aFullDiskIsSaidAndServiceGoesOnWhenThereIsRoomAgain() {
    long pages = Long.parseLong(database.read(tables -> tables.session().ask("PRAGMA page_count")));
    limitPages(pages + 4);
    int accepted = 0;
    StoreUnavailableException refused = null;
    while (refused == null) {
      try {
        accept("J" + accepted);
        accepted++;
      } catch (StoreUnavailableException e) {
        refused = e;
      }
    }
    assertThat(refused.lack()).isEqualTo(Lack.SPACE);
    for (int i = 0; i < accepted; i++) {
      assertThat(database.jobs().find(job("J" + i).id())).isPresent();
    }
    assertThat(database.jobs().volume().jobs()).isEqualTo(accepted);
    limitPages(pages + 1_000);
    accept("J" + accepted);
    assertThat(fatal).isEmpty();
  }

  private void limitPages(long most) {
    database.write(tables -> tables.session().ask("PRAGMA max_page_count = " + most));
  }

  @Test
  void anExhaustedQuotaIsSaidAndServiceGoesOnWhenThereIsRoomAgain() throws Exception {
    accept("A");
    Path probe = Files.createSymbolicLink(folder.resolve("jobs.probe"), FULL);
    faults.armAt("COMMIT", SQLiteErrorCode.SQLITE_IOERR_WRITE);
    assertThatThrownBy(() -> accept("B"))
        .isInstanceOfSatisfying(
            StoreUnavailableException.class,
            refused -> assertThat(refused.lack()).isEqualTo(Lack.SPACE));
    assertThat(database.jobs().find(job("B").id())).isEmpty();
    assertThat(probe).doesNotExist();
    faults.armAt("", SQLiteErrorCode.SQLITE_BUSY);
    accept("B");
    assertThat(database.jobs().volume().jobs()).isEqualTo(2);
    assertThat(fatal).isEmpty();
  }

  @Test
  void aWriteThatFailsThoughThereIsRoomEndsTheStore() {
    faults.armAt("COMMIT", SQLiteErrorCode.SQLITE_IOERR_WRITE);
    assertThatThrownBy(() -> accept("B")).isInstanceOf(StoreUnavailableException.class);
    assertThat(fatal).hasSize(1);
    assertThat(folder.resolve("jobs.probe")).doesNotExist();
  }

  @Test
  void noRoomForTheMarkIsSaidBeforeMoreIsCommittedAndMadeGoodWhenThereIs() throws Exception {
    database.close();
    Path mark = folder.resolve("jobs.mark");
    StoreFiles files = new StoreFiles(folder);
    RenewedSession session =
        new RenewedSession(new SqliteConnections(), files.database(), Connections.Access.WRITE);
    try (session;
        CommitMark full = CommitMark.open(FULL);
        CommitMark roomy = CommitMark.open(mark)) {
      long before = CommitMark.read(mark).getAsLong();
      Standing standing = new Standing(new Room(folder), fatal::add);
      Transactions transactions = new Transactions(session, full, standing);
      assertThat(transactions.attempt(tasks())).isEmpty();
      assertThat(transactions.attempt(tasks()))
          .hasValueSatisfying(
              why -> assertThat(((StoreUnavailableException) why).lack()).isEqualTo(Lack.SPACE));
      assertThat(session.tables().ledger().read().commits()).isEqualTo(before + 1);
      assertThat(new Transactions(session, roomy, standing).attempt(tasks())).isEmpty();
      assertThat(CommitMark.read(mark)).hasValue(before + 2);
    }
    assertThat(fatal).isEmpty();
  }

  private static List<Task<?>> tasks() {
    return List.of(new Task<>(tables -> tables.jobs().has(job("A").id())));
  }

  @Test
  void aFailedFlushEndsTheStoreForGood() throws Exception {
    accept("A");
    Path copy = Files.createDirectory(folder.resolve("copy"));
    faults.armAt("COMMIT", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
    assertThatThrownBy(() -> accept("B")).isInstanceOf(StoreUnavailableException.class);
    assertThat(fatal).hasSize(1);
    int executed = faults.executed();
    assertThatThrownBy(() -> accept("C")).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> database.jobs().find(job("A").id()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("told to fail");
    assertThat(database.claims().shared()).isFalse();
    assertThat(faults.executed()).isEqualTo(executed);
    assertThat(fatal).hasSize(1);
    assertNextProcessFinds(copy, "A");
  }

  @Test
  void damageMetByTheWriterEndsTheStore() {
    faults.armAt("COMMIT", SQLiteErrorCode.SQLITE_CORRUPT);
    assertThatThrownBy(() -> accept("B")).isInstanceOf(StoreUnavailableException.class);
    assertThat(fatal).hasSize(1);
  }

  @Test
  void aFailedCheckpointEndsTheStoreToo() throws Exception {
    faults.armAt("PRAGMA wal_checkpoint(NOOP)", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
    accept("A");
    assertThatThrownBy(() -> accept("B")).isInstanceOf(StoreUnavailableException.class);
    assertThat(fatal).hasSize(1);
    assertNextProcessFinds(Files.createDirectory(folder.resolve("copy")), "A");
  }

  private void assertNextProcessFinds(Path copy, String id) throws Exception {
    for (String file : List.of("jobs.db", "jobs.db-wal", "jobs.mark")) {
      Files.copy(folder.resolve(file), copy.resolve(file));
    }
    try (SqliteDatabase next = SqliteDatabase.open(copy, fatal::add)) {
      assertThat(next.jobs().find(job(id).id())).isPresent();
    }
  }

  @Test
  void theLogStaysShort() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      accept("J" + i);
    }
    assertThat(Files.size(new StoreFiles(folder).log())).isLessThan(32 << 20);
  }

  @Test
  void aClosedStoreRefuses() throws Exception {
    accept("A");
    database.close();
    assertThatThrownBy(() -> accept("B")).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> database.jobs().events(job("A").id(), 0, 1))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(fatal).isEmpty();
  }

  @Test
  void nothingIsFlushedWhenThereIsNothingToClaim() {
    accept("A");
    long before = commits();
    assertThat(database.claims().claim(10)).isEmpty();
    assertThat(database.claims().cancelsPending()).isEmpty();
    database.claims().heartbeat();
    assertThat(commits()).isEqualTo(before);
  }
}
