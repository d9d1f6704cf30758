package dev.easel.server.cli;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes which calls brought a key of the caller's own. */
final class SeenKeys implements ServerInterceptor {
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("easel-openai-api-key", Metadata.ASCII_STRING_MARSHALLER);

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String key = headers.get(KEY);
    if (key != null) {
      seen.add(call.getMethodDescriptor().getBareMethodName() + " " + key);
    }
    return next.startCall(call, headers);
  }

  /** A line for each such call: its method and the key. */
  List<String> seen() {
    return List.copyOf(seen);
  }
}
