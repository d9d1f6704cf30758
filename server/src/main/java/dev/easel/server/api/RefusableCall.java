package dev.easel.server.api;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * A call that can be refused from outside until its work begins, which is when all of its request
 * is here: who is told that a call was refused may rely on it that nothing was begun. Safe for
 * threads.
 */
final class RefusableCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
  private boolean begun;
  private boolean refused;
  private boolean closed;

  RefusableCall(ServerCall<Q, R> call) {
    super(call);
  }

  /** Whether the call is refused by this: not if its work has begun or it is over. */
  synchronized boolean refuse() {
    boolean refusable = !begun && !refused && !closed;
    refused |= refusable;
    return refusable;
  }

  /** Ends a call that was refused. */
  synchronized void end(StatusRuntimeException why) {
    super.close(why.getStatus(), trailers(why));
  }

  static Metadata trailers(StatusRuntimeException status) {
    Metadata trailers = status.getTrailers();
    return trailers == null ? new Metadata() : trailers;
  }

  private synchronized boolean begin() {
    begun = !refused;
    return begun;
  }

  private synchronized boolean refused() {
    return refused;
  }

  @Override
  public synchronized void sendHeaders(Metadata headers) {
    if (!refused) {
      super.sendHeaders(headers);
    }
  }

  @Override
  public synchronized void sendMessage(R message) {
    if (!refused) {
      super.sendMessage(message);
    }
  }

  @Override
  public synchronized void close(Status status, Metadata trailers) {
    if (!refused) {
      closed = true;
      super.close(status, trailers);
    }
  }

  /** Keeps what comes of a refused call from those that would serve it. */
  static final class Listening<Q, R> extends SimpleForwardingServerCallListener<Q> {
    private final RefusableCall<Q, R> call;
    private final CallBytes bytes;

    Listening(ServerCall.Listener<Q> listener, RefusableCall<Q, R> call, CallBytes bytes) {
      super(listener);
      this.call = call;
      this.bytes = bytes;
    }

    @Override
    public void onMessage(Q message) {
      if (call.refused()) {
        return;
      }
      super.onMessage(message);
      if (!call.getMethodDescriptor().getType().clientSendsOneMessage()) {
        bytes.workedOff();
      }
    }

    @Override
    public void onHalfClose() {
      if (call.begin()) {
        super.onHalfClose();
        bytes.workedOff();
      }
    }

    @Override
    public void onReady() {
      if (!call.refused()) {
        super.onReady();
      }
    }

    /** Whoever serves it must not take it for done. */
    @Override
    public void onComplete() {
      if (call.refused()) {
        super.onCancel();
      } else {
        super.onComplete();
      }
    }
  }
}
