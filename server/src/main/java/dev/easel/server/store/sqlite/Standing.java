package dev.easel.server.store.sqlite;

import dev.easel.server.job.StoreUnavailableException;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether the store works. Once it does not, it never does again. Safe for threads. */
final class Standing {
  private final Room room;
  private final Consumer<Throwable> onFatal;
  private final AtomicReference<@Nullable Throwable> end = new AtomicReference<>();

  /** Tells of what ends the store before its time, once. */
  Standing(Room room, Consumer<Throwable> onFatal) {
    this.room = room;
    this.onFatal = onFatal;
  }

  /** Makes of an error what the caller is told; one that cannot be survived ends the store. */
  RuntimeException judged(Throwable thrown) {
    if (thrown instanceof SQLException sql) {
      SqlFault fault = faultOf(sql);
      if (fault == SqlFault.BROKEN) {
        fail(sql);
      }
      return fault.told(sql);
    }
    if (thrown instanceof IOException file) {
      if (Room.isLack(file)) {
        return SqlFault.noSpace(file);
      }
      fail(file);
      return refusal();
    }
    return thrown instanceof RuntimeException mine ? mine : new IllegalStateException(thrown);
  }

  private SqlFault faultOf(SQLException thrown) {
    return SqlFault.isFailedWrite(thrown) && room.isLacking()
        ? SqlFault.NO_SPACE
        : SqlFault.of(thrown);
  }

  void fail(Throwable why) {
    if (end.compareAndSet(null, why)) {
      onFatal.accept(why);
    }
  }

  void close() {
    end.compareAndSet(null, new IllegalStateException("closed"));
  }

  boolean isOver() {
    return end.get() != null;
  }

  /** What everybody is told who asks for work after the end. */
  StoreUnavailableException refusal() {
    Throwable why = end.get();
    return new StoreUnavailableException(
        Lack.CONNECTION,
        "the jobs' database is closed: " + (why == null ? "ending" : why.getMessage()),
        why == null ? new IllegalStateException("ending") : why);
  }
}
