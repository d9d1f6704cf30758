package dev.easel.server.store.json;

import dev.easel.server.domain.JobEvent;

/** The durable form of an event of a job. Safe for threads. */
public final class EventJson {
  private final Document document = new Document("a stored event");

  /**
   * An event as a document: equal events are equal documents.
   *
   * @throws IllegalArgumentException if its job still carries the bytes of a source
   */
  public String write(JobEvent event) {
    return document.write(event, EventJson::writeMembers);
  }

  /**
   * The event that was written.
   *
   * @throws UnreadableJobException if the document is damaged, or a newer Easel wrote it
   */
  public JobEvent read(String json) {
    return document.read(
        json,
        event ->
            new JobEvent(
                event.get("sequence").number(),
                event.get("time").time(),
                ContentJson.read(event.get("content"))));
  }

  private static void writeMembers(JobEvent event, Draft draft) {
    draft
        .number("sequence", event.sequence())
        .time("time", event.time())
        .value("content", event.content(), ContentJson::write);
  }
}
