package dev.easel.sandbox.seller;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every submit that reached a seller, whatever became of it: what tests count to prove that nothing
 * was bought twice. Safe for use by several threads.
 */
public final class Ledger {

  private static final int KEPT = 10_000;
  private static final int PROMPT_KEPT = 1_000;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long count;

  /** How many submits have arrived since the start, those no longer listed included. */
  public synchronized long count() {
    return count;
  }

  /** The latest submits (at most {@value #KEPT}), oldest first. */
  public synchronized List<Submit> submits() {
    List<Submit> submits = new ArrayList<>(entries.size());
    entries.forEach(entry -> submits.add(entry.submit));
    return List.copyOf(submits);
  }

  /** Notes a submit of which no headers are to be kept. */
  public Entry arrived(String app, String requestId) {
    return arrived(app, requestId, Map.of());
  }

  /** Notes a submit when its first line and headers are there, before its body is read. */
  public synchronized Entry arrived(String app, String requestId, Map<String, String> headers) {
    Map<String, String> shown = ShownHeaders.of(headers);
    Entry entry = new Entry(new Submit(app, requestId, null, Outcome.ARRIVED, shown));
    entries.addLast(entry);
    count++;
    if (entries.size() > KEPT) {
      entries.removeFirst();
    }
    return entry;
  }

  private synchronized void update(Entry entry, Submit submit) {
    entry.submit = submit;
  }

  /** What became of a submit. */
  public enum Outcome {
    /** It is still being read, or was never wholly sent. */
    ARRIVED,
    /** It was queued: at a real seller this one costs money. */
    ACCEPTED,
    /** It was refused with the seller's own error body. */
    REJECTED
  }

  /**
   * One submit.
   *
   * @param app the complete endpoint id it was sent to; at OpenAI the path and the model
   * @param requestId the id the seller gave it, refused ones too
   * @param prompt the first {@value #PROMPT_KEPT} characters; null if no prompt was understood
   * @param outcome what became of it so far
   * @param headers what it came with, by names in small letters; secrets are masked
   */
  public record Submit(
      String app,
      String requestId,
      @Nullable String prompt,
      Outcome outcome,
      Map<String, String> headers) {

    /** Copies the headers. */
    public Submit {
      headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** A submit without headers. */
    public Submit(String app, String requestId, @Nullable String prompt, Outcome outcome) {
      this(app, requestId, prompt, outcome, Map.of());
    }
  }

  /** A line of the ledger that its seller completes. */
  public final class Entry {

    private Submit submit;

    private Entry(Submit submit) {
      this.submit = submit;
    }

    /** It is now known more exactly what the submit is for. */
    public void addressed(String app) {
      update(
          this,
          new Submit(app, submit.requestId(), submit.prompt(), submit.outcome(), submit.headers()));
    }

    /** The body was read and has this prompt. */
    public void asked(String prompt) {
      String kept = prompt.substring(0, Math.min(prompt.length(), PROMPT_KEPT));
      update(
          this,
          new Submit(submit.app(), submit.requestId(), kept, submit.outcome(), submit.headers()));
    }

    /** It is now known what became of the submit. */
    public void settled(Outcome outcome) {
      update(
          this,
          new Submit(submit.app(), submit.requestId(), submit.prompt(), outcome, submit.headers()));
    }
  }
}
