package dev.easel.server.store.json;

import dev.easel.server.domain.Job;

/** The durable form of a job. Safe for threads. */
public final class JobJson {
  private final Document document = new Document("a stored job");

  /**
   * A job as a document: equal jobs are equal documents.
   *
   * @throws IllegalArgumentException if the job still carries the bytes of a source
   */
  public String write(Job job) {
    return document.write(job, JobMembers::write);
  }

  /**
   * The job that was written.
   *
   * @throws UnreadableJobException if the document is damaged, or a newer Easel wrote it
   */
  public Job read(String json) {
    return document.read(json, JobMembers::read);
  }
}
