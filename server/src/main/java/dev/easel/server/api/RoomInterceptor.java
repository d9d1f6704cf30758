package dev.easel.server.api;

import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.ImageServiceGrpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Refuses work for which there is no memory, before any of it is done: a call that would begin
 * something when connections have little memory left, and one whose message grows beyond what all
 * messages together may have. It is around every other interceptor, since a call that it refuses
 * must be over for all of them.
 */
final class RoomInterceptor implements ServerInterceptor {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

  /** Looking at jobs and cancelling them go on as long as anything does. */
  private static final Set<String> BEGINNINGS =
      Set.of(
          ImageServiceGrpc.getGenerateMethod().getFullMethodName(),
          ImageServiceGrpc.getEditMethod().getFullMethodName(),
          BlobServiceGrpc.getUploadBlobMethod().getFullMethodName());

  private final BooleanSupplier scarce;
  private final Executor executor;

  /**
   * Refuses.
   *
   * @param scarce whether connections have little memory left
   * @param executor ends calls that are refused while they arrive
   */
  RoomInterceptor(BooleanSupplier scarce, Executor executor) {
    this.scarce = scarce;
    this.executor = executor;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (BEGINNINGS.contains(call.getMethodDescriptor().getFullMethodName())
        && scarce.getAsBoolean()) {
      StatusRuntimeException why = overloaded("the server's connections have little memory left");
      call.close(why.getStatus(), RefusableCall.trailers(why));
      return new ServerCall.Listener<>() {};
    }
    return CallBytes.current()
        .<ServerCall.Listener<Q>>map(bytes -> counted(call, headers, next, bytes))
        .orElseGet(() -> next.startCall(call, headers));
  }

  private <Q, R> ServerCall.Listener<Q> counted(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next, CallBytes bytes) {
    RefusableCall<Q, R> refusable = new RefusableCall<>(call);
    bytes.onExcess(() -> refuse(refusable));
    return new RefusableCall.Listening<>(next.startCall(refusable, headers), refusable, bytes);
  }

  private boolean refuse(RefusableCall<?, ?> call) {
    boolean refused = call.refuse();
    if (refused) {
      StatusRuntimeException why =
          overloaded("the server has as many bytes of requests in memory as it may");
      executor.execute(() -> call.end(why));
    }
    return refused;
  }

  private static StatusRuntimeException overloaded(String message) {
    return Statuses.of(Rejection.until(Reason.SERVER_OVERLOADED, RETRY_DELAY, message));
  }
}
