package dev.easel.server.api;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Tells the server's version in a header of every answer. */
final class VersionInterceptor implements ServerInterceptor {
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("easel-server", Metadata.ASCII_STRING_MARSHALLER);

  private final String version;

  VersionInterceptor(String version) {
    this.version = version;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          private boolean told;

          @Override
          public void sendHeaders(Metadata answer) {
            told = true;
            answer.put(KEY, version);
            super.sendHeaders(answer);
          }

          @Override
          public void close(Status status, Metadata trailers) {
            // An answer without a message has no headers of its own.
            if (!told) {
              trailers.put(KEY, version);
            }
            super.close(status, trailers);
          }
        },
        headers);
  }
}
