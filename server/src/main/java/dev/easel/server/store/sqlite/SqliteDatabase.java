package dev.easel.server.store.sqlite;

import dev.easel.server.store.sqlite.Connections.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A database of jobs, of one process: whoever opens it must have its folder for itself. Safe for
 * threads, virtual ones too.
 */
public final class SqliteDatabase implements AutoCloseable {
  private static final int READERS = 3;

  private final Standing standing;
  private final TaskQueue writes;
  private final TaskQueue reads;
  private final StoreThread writer;
  private final List<StoreThread> readers = new ArrayList<>();
  private final CommitMark mark;
  private final String driver;

  private SqliteDatabase(
      RenewedSession writing, CommitMark mark, String driver, Standing standing) {
    this.standing = standing;
    this.mark = mark;
    this.driver = driver;
    this.writes = new TaskQueue(standing);
    this.reads = new TaskQueue(standing);
    Writer one = new Writer(writes, standing, new Transactions(writing, mark, standing));
    this.writer = StoreThread.start("easel-store-writer", one::work, writing);
    for (int i = 0; i < READERS; i++) {
      RenewedSession reading = writing.reading();
      Reader reader = new Reader(reads, standing, reading);
      readers.add(StoreThread.start("easel-store-reader-" + i, reader::work, reading));
    }
  }

  /**
   * Opens the database of a folder, made if there is none, and begins to work on it as a driver of
   * its own.
   *
   * @param onFatal told when the disk or the file has failed; the process must end then, since only
   *     another can tell what is on the disk
   * @throws UnusableStoreException if there is one that cannot or must not be used
   */
  public static SqliteDatabase open(Path folder, Consumer<Throwable> onFatal)
      throws UnusableStoreException {
    NativeLibrary.load(folder);
    return open(folder, new SqliteConnections(), onFatal);
  }

  static SqliteDatabase open(Path folder, Connections connections, Consumer<Throwable> onFatal)
      throws UnusableStoreException {
    StoreFiles files = new StoreFiles(folder);
    RenewedSession writing = new RenewedSession(connections, files.database(), Access.WRITE);
    try {
      new Inspection(files, connections).run();
      files.make();
      CommitMark mark = CommitMark.open(files.mark());
      String driver = "process " + new Opening(files, writing).begin(mark);
      Standing standing = new Standing(new Room(folder), onFatal);
      return new SqliteDatabase(writing, mark, driver, standing);
    } catch (IOException | SQLException e) {
      writing.abandon();
      throw new UnusableStoreException(
          files.database() + " cannot be opened: " + e.getMessage() + advice(e), e);
    } catch (UnusableStoreException | RuntimeException e) {
      writing.close();
      throw e;
    }
  }

  private static String advice(Exception thrown) {
    boolean full =
        switch (thrown) {
          case SQLException sql -> SqlFault.of(sql) == SqlFault.NO_SPACE;
          case IOException file -> Room.isLack(file);
          default -> false;
        };
    return full
        ? "; make room on its disk or in its quota, or name another folder with --data"
        : "";
  }

  /** The jobs. */
  public SqliteJobStore jobs() {
    return new SqliteJobStore(this);
  }

  /** Who drives them: this process, which nobody else is in another's sight. */
  public SqliteJobClaims claims() {
    return new SqliteJobClaims(this, driver);
  }

  /** The name of this process among those that drove these jobs. */
  String driver() {
    return driver;
  }

  /** Performs an operation that changes something, and returns when it is on the disk. */
  <T> T write(Operation<T> operation) {
    return writes.perform(operation);
  }

  /** Performs an operation that changes nothing. */
  <T> T read(Operation<T> operation) {
    return reads.perform(operation);
  }

  /** Performs what was asked for, and closes the files; the writer's last, which makes them one. */
  @Override
  public void close() throws IOException {
    reads.end();
    readers.forEach(StoreThread::join);
    writes.end();
    writer.join();
    standing.close();
    mark.close();
  }
}
