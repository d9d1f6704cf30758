package dev.easel.server.job;

import dev.easel.spi.Handle;

/** What is to be done beside a job's own thread. */
sealed interface Side {
  /** Ask the seller to stop. */
  record CancelUpstream(Handle handle) implements Side {}

  /** End the call that the job's thread is in, now. */
  record Abort() implements Side {}

  /** End that call if its seller can be asked nothing, and nothing of what it bought has come. */
  record HangUp() implements Side {}

  /** End that call, unless what was bought is done and only being fetched. */
  record GiveUp() implements Side {}

  /** Go on with the handle that another told of, rather than wait for it. */
  record HandleKnown() implements Side {}

  /** Give that call up if it has not ended some time from now. */
  record AbortLater() implements Side {}
}
