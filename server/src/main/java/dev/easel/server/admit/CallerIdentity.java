package dev.easel.server.admit;

import dev.easel.server.domain.Caller;
import dev.easel.spi.Secret;
import io.grpc.Context;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, for as long as the call lasts, and the key they brought, until the request is worked
 * off: what a call waits for or watches afterwards needs no key.
 */
public final class CallerIdentity {
  private static final Context.Key<Caller> CALLER = Context.key("easel-caller");
  private static final Context.Key<AtomicReference<@Nullable Secret>> KEY =
      Context.key("easel-caller-key");

  private CallerIdentity() {}

  /** A context in which the caller is known, and the key for as long as it is held here. */
  static Context with(Context context, Caller caller, AtomicReference<@Nullable Secret> key) {
    return context.withValue(CALLER, caller).withValue(KEY, key);
  }

  /** Who makes the current call. */
  public static Caller caller() {
    Caller caller = CALLER.get();
    if (caller == null) {
      throw new IllegalStateException("no caller is known outside a call");
    }
    return caller;
  }

  /** The seller's key that the current call carries, if it carries one. */
  public static Optional<Secret> key() {
    AtomicReference<@Nullable Secret> key = KEY.get();
    return key == null ? Optional.empty() : Optional.ofNullable(key.get());
  }
}
