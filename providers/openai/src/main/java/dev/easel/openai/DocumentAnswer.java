package dev.easel.openai;

import dev.easel.http.TransportException;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.stream.JsonStream;
import java.util.Optional;

/** An answer that is one document with all images. */
final class DocumentAnswer {
  private final JsonStream json;
  private final Reception reception;
  private final AnswerFacts facts;

  private DocumentAnswer(JsonStream json, Reception reception) {
    this.json = json;
    this.reception = reception;
    this.facts = new AnswerFacts(reception.work());
  }

  /**
   * Reads the document to its end. The images that have come are the host's afterwards, also if the
   * rest cannot be read.
   *
   * @return the error that it tells instead
   */
  static Optional<ErrorBody> read(JsonStream json, Reception reception)
      throws JsonException, TransportException, InterruptedException {
    DocumentAnswer answer = new DocumentAnswer(json, reception);
    try {
      answer.members();
    } finally {
      reception.keep(answer.facts);
    }
    reception.told(answer.facts);
    return Reception.error(answer.facts);
  }

  private void members() throws JsonException, TransportException, InterruptedException {
    if (!json.enterObject()) {
      throw new JsonException("not an object");
    }
    for (var key = json.nextMember(); key.isPresent(); key = json.nextMember()) {
      if (key.get().equals("data")) {
        items();
      } else if (AnswerFacts.KNOWN.contains(key.get())) {
        String name = key.get();
        json.smallTree().ifPresent(value -> facts.tell(name, value));
      }
    }
    json.end();
  }

  private void items() throws JsonException, TransportException, InterruptedException {
    if (json.enterArray()) {
      for (int slot = 0; json.nextElement(); slot++) {
        item(slot);
      }
    }
  }

  private Optional<String> text() throws JsonException, TransportException, InterruptedException {
    return json.smallTree().flatMap(Json::asText);
  }

  private void image(int slot) throws JsonException, TransportException, InterruptedException {
    if (json.atText()) {
      reception.arrives();
    }
    reception.image(slot, json, facts);
  }

  private void item(int slot) throws JsonException, TransportException, InterruptedException {
    if (!reception.wants(slot) || !json.enterObject()) {
      return;
    }
    for (var key = json.nextMember(); key.isPresent(); key = json.nextMember()) {
      switch (key.get()) {
        case "b64_json" -> image(slot);
        case "url" -> {
          if (json.atTextBeginning("data:")) {
            image(slot);
          } else {
            text().ifPresent(url -> reception.link(slot, url));
          }
        }
        case "revised_prompt" -> text().ifPresent(prompt -> reception.revisedPrompt(slot, prompt));
        case "respect_moderation" -> {
          if (json.smallTree().orElse(null) instanceof Json.BooleanValue(boolean respected)
              && !respected) {
            reception.withheld(slot);
          }
        }
        default -> {}
      }
    }
  }
}
