package dev.easel.server.job.simulation;

import dev.easel.spi.Call;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request over the network and its reply, which may never come. */
final class Exchange<T> {
  private final Pause pause;
  private final Call call;
  private boolean aborted;
  private @Nullable T reply;

  /** Begun by the thread that waits for the reply. */
  Exchange(Host host, Call call) {
    this.pause = new Pause(host);
    this.call = call;
  }

  /** The reply arrives. */
  void reply(T value) {
    reply = value;
    pause.end();
  }

  private void abort() {
    aborted = true;
    pause.end();
  }

  /**
   * Waits for the reply.
   *
   * @throws ProviderException with an unknown outcome if there is none in time
   */
  T await(Duration longest) throws ProviderException, InterruptedException {
    Duration left = call.deadline().remaining();
    call.onCancel(this::abort);
    try {
      pause.until(longest.compareTo(left) < 0 ? longest : left);
    } finally {
      call.onCancel(() -> {});
    }
    T value = reply;
    if (value != null) {
      return value;
    }
    throw new ProviderException(
        aborted
            ? ProviderFailure.of(Fate.OUTCOME_UNKNOWN, Fault.ABORTED, "the call was ended")
            : ProviderFailure.of(Fate.OUTCOME_UNKNOWN, Fault.TIMED_OUT, "there was no reply"));
  }
}
