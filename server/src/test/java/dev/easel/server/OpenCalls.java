package dev.easel.server;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client's calls that are not over. Who leaves one half-read leaks what has come for it, and
 * where the connection is gone a cancel does not help: it has to be read. Safe for threads.
 */
public final class OpenCalls implements ClientInterceptor, AutoCloseable {
  private final Set<ClientCall<?, ?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    return new SimpleForwardingClientCall<>(call) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        open.add(call);
        super.start(watched(call, listener), headers);
      }
    };
  }

  private <A> ClientCall.Listener<A> watched(
      ClientCall<?, A> call, ClientCall.Listener<A> listener) {
    return new SimpleForwardingClientCallListener<>(listener) {
      @Override
      public void onMessage(A message) {
        if (!closed) {
          super.onMessage(message);
        }
      }

      @Override
      public void onClose(Status status, Metadata trailers) {
        open.remove(call);
        super.onClose(status, trailers);
      }
    };
  }

  /** Reads what has come, for nobody, and ends them all. */
  @Override
  public void close() {
    closed = true;
    for (ClientCall<?, ?> call : open) {
      call.request(Integer.MAX_VALUE);
      call.cancel("nobody reads on", null);
    }
  }
}
