package dev.easel.server.api;

import dev.easel.server.admit.BytesInFlight;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one call's messages that are in memory: what has arrived of a message, though it be
 * not whole yet, until it is worked off; and images that answers carry, until they have left or the
 * call is over. Safe for threads.
 */
final class CallBytes extends ServerStreamTracer {
  private static final Context.Key<CallBytes> KEY = Context.key("easel-call-bytes");

  private final BytesInFlight all;
  private long arriving;
  private long arrived;
  private long told;
  private boolean packed;
  private boolean over;
  private @Nullable BooleanSupplier refusal;

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

  /**
   * Asks this, once, when more has arrived than there is room for over all calls: whether the call
   * is refused from then on. The bytes of one that is make room for others at once, not only when
   * its connection is rid of them: of calls that arrive together and have no room together, one at
   * least is served.
   */
  synchronized void onExcess(BooleanSupplier refuse) {
    refusal = refuse;
  }

  @Override
  public void inboundWireSize(long bytes) {
    refuseAt(arrive(bytes));
  }

  /** What comes packed is small until it is read. */
  @Override
  public void inboundUncompressedSize(long bytes) {
    refuseAt(unpack(bytes));
  }

  private void refuseAt(@Nullable BooleanSupplier excess) {
    if (excess != null && excess.getAsBoolean()) {
      letGo();
    }
  }

  private synchronized @Nullable BooleanSupplier arrive(long bytes) {
    if (over) {
      return null;
    }
    arriving += bytes;
    return count(bytes);
  }

  private synchronized @Nullable BooleanSupplier unpack(long bytes) {
    if (over || !packed) {
      return null;
    }
    arrived += bytes;
    return count(bytes);
  }

  private synchronized @Nullable BooleanSupplier count(long bytes) {
    BooleanSupplier excess = all.add(bytes) ? null : refusal;
    if (excess != null) {
      refusal = null;
    }
    return excess;
  }

  /** The library does not know the size of a packed message before that is read. */
  @Override
  public synchronized void inboundMessageRead(int number, long wireSize, long size) {
    arrived += arriving;
    arriving = 0;
    packed = size < 0;
  }

  /** Whole messages that have arrived are no longer held. */
  synchronized void workedOff() {
    all.remove(arrived);
    arrived = 0;
  }

  /** Whether there is room for bytes in an answer; they are counted until they have left. */
  synchronized boolean tryTell(long bytes) {
    if (over || !all.tryAdd(bytes)) {
      return false;
    }
    told += bytes;
    return true;
  }

  /** What was told has left, as the transport asks for more. */
  synchronized void toldHasLeft() {
    all.remove(told);
    told = 0;
  }

  @Override
  public void streamClosed(Status status) {
    letGo();
  }

  private synchronized void letGo() {
    if (!over) {
      over = true;
      all.remove(arriving + arrived + told);
      // Whoever serves the call may still say that it is worked off.
      arriving = 0;
      arrived = 0;
      told = 0;
    }
  }
}
