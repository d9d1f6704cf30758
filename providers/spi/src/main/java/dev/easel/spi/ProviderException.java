package dev.easel.spi;

import org.jspecify.annotations.Nullable;

/** The one way in which a provider fails. */
public final class ProviderException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient ProviderFailure failure;

  /** Fails, with the failure as data. */
  public ProviderException(ProviderFailure failure) {
    this(failure, null);
  }

  /** Fails, with the exception that brought it about. */
  public ProviderException(ProviderFailure failure, @Nullable Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  /** The same, with what the seller told about the bill. */
  public ProviderException with(Billing billing) {
    return new ProviderException(failure.withBilling(billing), getCause());
  }

  /** What went wrong, and whether the seller was paid. */
  public ProviderFailure failure() {
    return failure;
  }
}
