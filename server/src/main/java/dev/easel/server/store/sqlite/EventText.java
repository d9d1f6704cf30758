package dev.easel.server.store.sqlite;

import dev.easel.server.domain.JobEvent;
import dev.easel.server.store.json.EventJson;

/** An event made ready to be written. */
record EventText(String job, long sequence, boolean maySkip, String body) {
  static EventText of(String job, JobEvent event, EventJson json) {
    return new EventText(job, event.sequence(), event.content().maySkip(), json.write(event));
  }

  long checksum() {
    return new Checksum().add(job).add(sequence).add(maySkip).add(body).value();
  }
}
