package dev.easel.server.crash;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.Call;
import dev.easel.spi.Deadline;
import dev.easel.spi.Fenced;

/** A call that passes failpoints around the leave to send. */
record KilledCall(Call call, Killer killer) implements Call {
  @Override
  public AttemptKey attempt() {
    return call.attempt();
  }

  @Override
  public Deadline deadline() {
    return call.deadline();
  }

  @Override
  public void onCancel(Runnable abort) {
    call.onCancel(abort);
  }

  @Override
  public void beforeSend() throws Fenced {
    killer.pass(Failpoint.BEFORE_SEND);
    call.beforeSend();
    killer.pass(Failpoint.AFTER_CHECK);
  }
}
