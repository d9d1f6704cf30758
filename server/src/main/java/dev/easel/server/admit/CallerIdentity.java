package dev.easel.server.admit;

import dev.easel.server.domain.Caller;
import dev.easel.spi.Secret;
import io.grpc.Context;
import java.util.Optional;

/** Who calls, and the key they brought, for as long as the call lasts. */
public final class CallerIdentity {
  private static final Context.Key<Caller> CALLER = Context.key("easel-caller");
  private static final Context.Key<Secret> KEY = Context.key("easel-caller-key");

  private CallerIdentity() {}

  /** A context in which the caller is known. */
  static Context with(Context context, Caller caller, Optional<Secret> key) {
    Context known = context.withValue(CALLER, caller);
    return key.isPresent() ? known.withValue(KEY, key.get()) : known;
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
    return Optional.ofNullable(KEY.get());
  }
}
