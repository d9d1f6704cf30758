package dev.easel.server.store.sqlite;

import dev.easel.server.domain.Job;
import dev.easel.server.store.json.JobJson;

/**
 * A job made ready to be written: by whoever asks for it, so that the one writer need not.
 *
 * @param body the whole job
 */
record JobText(JobFacts facts, String body, long bodyChecksum) {
  static JobText of(Job job, JobJson json) {
    String body = json.write(job);
    return new JobText(JobFacts.of(job), body, Checksum.of(body));
  }

  JobRow row(JobControl control) {
    return new JobRow(facts, control, bodyChecksum);
  }
}
