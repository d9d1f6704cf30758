package dev.easel.server.cli;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service answers to one call: messages, then an end.
 *
 * @param messages in order
 * @param end the error at the end, or null for none
 */
record Script<T>(List<T> messages, @Nullable StatusRuntimeException end) {
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Script<T> of(T... messages) {
    return new Script<>(List.of(messages), null);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Script<T> cutAfter(T... messages) {
    return new Script<>(List.of(messages), Status.UNAVAILABLE.asRuntimeException());
  }

  static <T> Script<T> refused(StatusRuntimeException end) {
    return new Script<>(List.of(), end);
  }

  void play(StreamObserver<T> observer) {
    messages.forEach(observer::onNext);
    if (end == null) {
      observer.onCompleted();
    } else {
      observer.onError(end);
    }
  }
}
