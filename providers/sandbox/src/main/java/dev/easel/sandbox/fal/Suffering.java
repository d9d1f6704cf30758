package dev.easel.sandbox.fal;

import dev.easel.sandbox.fault.Fault;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.io.IOException;
import java.util.Optional;

/** Lets happen what a prompt asks to go wrong at a stage of its request. */
record Suffering(SandboxClock clock) {

  static final String SUBMIT = "submit";
  static final String STATUS = "status";
  static final String RESULT = "result";
  static final String CANCEL = "cancel";
  static final String FILE = "file";

  void at(String stage, String prompt, Exchange exchange)
      throws IOException, InterruptedException, Refused {
    Optional<Fault> fault = Fault.inPrompt(prompt, stage);
    if (fault.isEmpty()) {
      return;
    }
    Optional<Reply> refusal = fault.get().refusal(exchange);
    if (refusal.isPresent()) {
      throw new Refused(refusal.get());
    }
    fault.get().begin(exchange, clock);
  }
}
