package dev.easel.server.api;

import dev.easel.server.admit.BytesInFlight;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one call's messages that are in memory: what has arrived of a message, though it be
 * not whole yet, until it is worked off; and images that an answer carries, until the call is over.
 * Safe for threads.
 */
final class CallBytes extends ServerStreamTracer {
  private static final Context.Key<CallBytes> KEY = Context.key("easel-call-bytes");

  private final BytesInFlight all;
  private long arriving;
  private long arrived;
  private long told;
  private boolean over;
  private @Nullable Runnable atExcess;

  private CallBytes(BytesInFlight all) {
    this.all = all;
  }

  /** Counts the bytes of every call. */
  static Factory counting(BytesInFlight all) {
    return new Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new CallBytes(all);
      }
    };
  }

  /** Those of the current call, if they are counted. */
  static Optional<CallBytes> current() {
    return Optional.ofNullable(KEY.get());
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  /** Runs this, once, when more has arrived than there is room for over all calls. */
  synchronized void onExcess(Runnable action) {
    atExcess = action;
  }

  @Override
  public void inboundWireSize(long bytes) {
    Runnable excess = arrive(bytes);
    if (excess != null) {
      excess.run();
    }
  }

  private synchronized @Nullable Runnable arrive(long bytes) {
    if (over) {
      return null;
    }
    arriving += bytes;
    Runnable excess = all.add(bytes) ? null : atExcess;
    if (excess != null) {
      atExcess = null;
    }
    return excess;
  }

  @Override
  public synchronized void inboundMessageRead(int number, long wireSize, long size) {
    arrived += arriving;
    arriving = 0;
  }

  /** Whole messages that have arrived are no longer held. */
  synchronized void workedOff() {
    all.remove(arrived);
    arrived = 0;
  }

  /** Whether there is room for bytes in the answer; they are counted until the call is over. */
  synchronized boolean tryTell(long bytes) {
    if (over || !all.tryAdd(bytes)) {
      return false;
    }
    told += bytes;
    return true;
  }

  @Override
  public synchronized void streamClosed(Status status) {
    if (!over) {
      over = true;
      all.remove(arriving + arrived + told);
    }
  }
}
