package dev.easel.server.admit;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Violation;
import dev.easel.spi.Secret;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Settles who calls, and lifts a key of the caller's own out of the call's metadata before anything
 * else can see it. Throws {@link Rejection}, for the interceptor around it.
 */
public final class CallerInterceptor implements ServerInterceptor {
  /** Name of the metadata that carries a caller's own key. */
  public static final String KEY_NAME = "easel-openai-api-key";

  private static final Metadata.Key<String> KEY =
      Metadata.Key.of(KEY_NAME, Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    AtomicReference<@Nullable Secret> key =
        new AtomicReference<>(lift(headers, call.getAttributes()).orElse(null));
    Context context = CallerIdentity.with(Context.current(), Caller.LOCAL, key);
    return new Forgetting<>(Contexts.interceptCall(context, call, headers, next), key);
  }

  /** Lets the key go with the request that it came with: the call may go on for long. */
  private static final class Forgetting<Q> extends SimpleForwardingServerCallListener<Q> {
    private final AtomicReference<@Nullable Secret> key;

    Forgetting(ServerCall.Listener<Q> listener, AtomicReference<@Nullable Secret> key) {
      super(listener);
      this.key = key;
    }

    @Override
    public void onHalfClose() {
      try {
        super.onHalfClose();
      } finally {
        key.set(null);
      }
    }

    @Override
    public void onCancel() {
      key.set(null);
      super.onCancel();
    }
  }

  private static Optional<Secret> lift(Metadata headers, Attributes attributes) {
    Iterable<String> given = headers.removeAll(KEY);
    if (given == null) {
      return Optional.empty();
    }
    if (isReadableByOthers(attributes)) {
      throw Rejection.of(
          Reason.INSECURE_TRANSPORT,
          KEY_NAME
              + " came over a plaintext connection from another machine: replace that key,"
              + " and send keys over TLS, loopback or a Unix socket only");
    }
    Iterator<String> keys = given.iterator();
    try {
      Secret key = Secret.of(keys.next());
      if (keys.hasNext()) {
        throw new IllegalArgumentException("was sent more than once");
      }
      return Optional.of(key);
    } catch (IllegalArgumentException e) {
      throw Rejection.of(
          List.of(new Violation(KEY_NAME, Reason.REQUEST_INVALID, String.valueOf(e.getMessage()))),
          Map.of());
    }
  }

  private static boolean isReadableByOthers(Attributes attributes) {
    if (attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION) != null) {
      return false;
    }
    SocketAddress remote = attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return remote instanceof InetSocketAddress internet
        && (internet.getAddress() == null || !internet.getAddress().isLoopbackAddress());
  }
}
