package dev.easel.openai;

import dev.easel.http.TransportException;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.stream.EventStream;
import dev.easel.http.stream.JsonStream;
import dev.easel.spi.ImageFacts;
import java.util.Optional;

/**
 * An answer that is a stream of events, each with one image: unfinished ones, then one that is
 * complete for each asked for. Nothing says for which slot an image is; they are filled in order.
 */
final class EventAnswer {
  private static final String PARTIAL = ".partial_image";
  private static final String COMPLETED = ".completed";

  private final EventStream events;
  private final JsonLimits limits;
  private final Reception reception;
  private final int[] previews;
  private int slot;
  private int turn;
  private boolean ended;

  private EventAnswer(EventStream events, JsonLimits limits, Reception reception) {
    this.events = events;
    this.limits = limits;
    this.reception = reception;
    this.previews = new int[reception.work().output().count()];
  }

  /**
   * Reads the events to their end. A completed image is the host's at once, also if the rest of its
   * event cannot be read.
   *
   * @param limits what one event may be
   * @return the error that they tell
   */
  static Optional<ErrorBody> read(EventStream events, JsonLimits limits, Reception reception)
      throws JsonException, TransportException, InterruptedException {
    reception.stream();
    return new EventAnswer(events, limits, reception).read();
  }

  private Optional<ErrorBody> read()
      throws JsonException, TransportException, InterruptedException {
    Optional<JsonException> unreadable = Optional.empty();
    while (!ended && events.next()) {
      try (JsonStream json = JsonStream.open(events.data(), limits)) {
        Optional<ErrorBody> error = object(json);
        if (error.isPresent()) {
          return error;
        }
      } catch (JsonException e) {
        // What it was is not known. The images are bought, and may come yet.
        reception.discard(slot);
        unreadable = unreadable.or(() -> Optional.of(e));
      }
    }
    if (unreadable.isPresent() && reception.wants(slot)) {
      throw unreadable.get();
    }
    return Optional.empty();
  }

  private Optional<ErrorBody> object(JsonStream json)
      throws JsonException, TransportException, InterruptedException {
    if (json.enterObject()) {
      reception.sink().started();
      return event(json);
    }
    // "[DONE]", which some sellers send, begins as a list does; nothing follows it.
    ended = json.enterArray();
    return Optional.empty();
  }

  private Optional<ErrorBody> event(JsonStream json)
      throws JsonException, TransportException, InterruptedException {
    AnswerFacts facts = new AnswerFacts(reception.work());
    try {
      members(json, facts);
      if (facts.text("type").isEmpty() && !isFinal(facts)) {
        // An event's name may follow its data.
        json.end();
      }
    } catch (JsonException | TransportException | InterruptedException e) {
      // A final image that has wholly come is bought, whatever is missing after it.
      if (isFinal(facts) && reception.hasWhole(slot)) {
        complete(facts);
      }
      throw e;
    }
    if (isFinal(facts)) {
      complete(facts);
    } else {
      reception.discard(slot);
    }
    json.end();
    boolean bare = type(facts).equals("error") && facts.find("error").isEmpty();
    return bare ? Optional.of(ErrorBody.whole(facts.all())) : Reception.error(facts);
  }

  private void members(JsonStream json, AnswerFacts facts)
      throws JsonException, TransportException, InterruptedException {
    for (var key = json.nextMember(); key.isPresent(); key = json.nextMember()) {
      if (key.get().equals("b64_json")) {
        image(json, facts);
      } else if (AnswerFacts.KNOWN.contains(key.get())) {
        String name = key.get();
        json.smallTree().ifPresent(value -> facts.tell(name, value));
      }
    }
  }

  private void complete(AnswerFacts facts) {
    reception.keep(facts);
    reception.told(facts);
    slot++;
  }

  private boolean isFinal(AnswerFacts facts) {
    return type(facts).endsWith(COMPLETED);
  }

  /** An event's data say of what type it is; unless they do, its name does. */
  private String type(AnswerFacts facts) {
    return facts.text("type").orElseGet(events::type);
  }

  /**
   * An image that does not say yet what it is counts as bought: a preview that was taken for one
   * has held off a cancel for nothing, but an image that is cut off is paid for and lost.
   */
  private boolean mayBeFinal(AnswerFacts facts) {
    return facts.text("type").isEmpty() || isFinal(facts);
  }

  /** What is not known to be unfinished may be complete. */
  private void image(JsonStream json, AnswerFacts facts)
      throws JsonException, TransportException, InterruptedException {
    if (type(facts).endsWith(PARTIAL)) {
      preview(json, facts.image(Optional.empty()));
    } else {
      if (mayBeFinal(facts) && reception.wants(slot) && json.atText()) {
        reception.arrives();
      }
      reception.image(slot, json, facts);
    }
  }

  /** Unfinished images of several come in turns. They are hints: one that fails is dropped. */
  private void preview(JsonStream json, ImageFacts facts)
      throws JsonException, TransportException, InterruptedException {
    int of = slot + turn % (previews.length - Math.min(slot, previews.length - 1));
    turn++;
    if (!reception.wants(of)) {
      return;
    }
    int ordinal = previews[of]++;
    try (ArrivedImage image =
        new ArrivedImage(() -> reception.sink().preview(of, ordinal, facts))) {
      if (image.decode(json)) {
        image.keep(facts);
      }
    }
  }
}
