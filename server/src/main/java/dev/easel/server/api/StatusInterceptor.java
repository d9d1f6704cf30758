package dev.easel.server.api;

import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.blob.NoRoomException;
import dev.easel.server.blob.UnreachableBlobsException;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.job.StoreUnavailableException;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outermost interceptor: nothing thrown further in reaches a caller but through it. */
final class StatusInterceptor implements ServerInterceptor {
  /** Jobs that expire are swept every minute; results that are under way end sooner. */
  private static final Duration ROOM_DELAY = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(StatusInterceptor.class);
  private static final Duration STORE_RETRY = Duration.ofSeconds(5);

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Closing<Q, R> closing = new Closing<>(call);
    try {
      return new Guarded<>(next.startCall(call, headers), closing);
    } catch (RuntimeException e) {
      closing.close(e);
      return new ServerCall.Listener<>() {};
    }
  }

  /** What a caller is told of something thrown. */
  static StatusRuntimeException status(RuntimeException thrown, String method) {
    if (thrown instanceof Rejection rejection) {
      return Statuses.of(rejection);
    }
    if (thrown instanceof StoreUnavailableException unavailable) {
      log.warn("{} found no store: {}", method, unavailable.getMessage());
      return Statuses.of(storeUnavailable(unavailable));
    }
    if (thrown.getCause() instanceof NoRoomException full) {
      return Statuses.of(
          Rejection.until(Reason.STORAGE_EXHAUSTED, ROOM_DELAY, String.valueOf(full.getMessage())));
    }
    if (thrown.getCause() instanceof UnreachableBlobsException unreachable) {
      log.warn("{} found no store of images: {}", method, unreachable.getMessage());
      return Statuses.of(blobsUnreachable());
    }
    if (thrown.getCause() instanceof DamagedBlobException damaged) {
      log.error("{} found a damaged image", method, damaged);
      return Statuses.of(blobCorrupt());
    }
    String incident = UUID.randomUUID().toString();
    log.error("{} failed, incident {}", method, incident, thrown);
    return Statuses.internal(incident);
  }

  private static Rejection storeUnavailable(StoreUnavailableException thrown) {
    String message =
        switch (thrown.lack()) {
          case SPACE -> "the server's disk is full; nothing was accepted";
          case CONNECTION ->
              "the server's database cannot be reached; send the request again, under its"
                  + " request_id if it has one";
        };
    return Rejection.until(Reason.STORE_UNAVAILABLE, STORE_RETRY, message);
  }

  /** What a caller is told of an image that is not what was stored. */
  static Rejection blobCorrupt() {
    return Rejection.of(Reason.BLOB_CORRUPT, "the stored image could not be read whole");
  }

  /** What a caller is told while the images cannot be reached. */
  static Rejection blobsUnreachable() {
    return Rejection.until(
        Reason.STORE_UNAVAILABLE,
        STORE_RETRY,
        "the server's store of images cannot be reached; send the request again, under its"
            + " request_id if it has one");
  }

  private static final class Closing<Q, R> {
    private final ServerCall<Q, R> call;
    private boolean closed;

    Closing(ServerCall<Q, R> call) {
      this.call = call;
    }

    void close(RuntimeException thrown) {
      if (closed) {
        return;
      }
      closed = true;
      StatusRuntimeException status =
          status(thrown, call.getMethodDescriptor().getFullMethodName());
      Metadata trailers = status.getTrailers();
      call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
    }
  }

  private static final class Guarded<Q, R> extends SimpleForwardingServerCallListener<Q> {
    private final Closing<Q, R> closing;

    Guarded(ServerCall.Listener<Q> listener, Closing<Q, R> closing) {
      super(listener);
      this.closing = closing;
    }

    @Override
    public void onMessage(Q message) {
      guard(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      guard(super::onHalfClose);
    }

    @Override
    public void onReady() {
      guard(super::onReady);
    }

    private void guard(Runnable action) {
      if (closing.closed) {
        return;
      }
      try {
        action.run();
      } catch (RuntimeException e) {
        closing.close(e);
      }
    }
  }
}
