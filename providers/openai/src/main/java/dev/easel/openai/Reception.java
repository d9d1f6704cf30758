package dev.easel.openai;

import dev.easel.http.TransportException;
import dev.easel.http.json.JsonException;
import dev.easel.http.stream.JsonStream;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageWork;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes in the images of one answer. They stay open until what the answer says of them is known,
 * since that may follow them. Not safe for threads.
 */
final class Reception implements AutoCloseable {
  private final ImageWork work;
  private final ResultSink sink;
  private final Failures failures;
  private final Bill bill;
  private final Map<Integer, ArrivedImage> arrived = new TreeMap<>();
  private final Map<Integer, String> revisedPrompts = new TreeMap<>();
  private final Map<Integer, String> links = new TreeMap<>();
  private final Map<Integer, ProviderFailure> refused = new TreeMap<>();
  private Optional<String> servedModel = Optional.empty();
  private int kept;
  private boolean streamed;

  Reception(ImageWork work, ResultSink sink, Failures failures) {
    this.work = work;
    this.sink = sink;
    this.failures = failures;
    this.bill = new Bill(work.operation());
  }

  ImageWork work() {
    return work;
  }

  ResultSink sink() {
    return sink;
  }

  /** Whether a slot was asked for. */
  boolean wants(int slot) {
    return slot < work.output().count();
  }

  /** Decodes the value at which a document stands as the image of a slot. */
  void image(int slot, JsonStream json, AnswerFacts facts)
      throws JsonException, TransportException, InterruptedException {
    if (!wants(slot) || arrived.containsKey(slot)) {
      return;
    }
    ArrivedImage image = new ArrivedImage(() -> sink.image(slot, facts.image(Optional.empty())));
    arrived.put(slot, image);
    if (!image.decode(json)) {
      discard(slot);
    }
  }

  void link(int slot, String url) {
    if (wants(slot)) {
      links.put(slot, url);
    }
  }

  void withheld(int slot) {
    if (wants(slot)) {
      refused.put(slot, failures.withheld());
    }
  }

  void revisedPrompt(int slot, String prompt) {
    revisedPrompts.put(slot, prompt);
  }

  /** Forgets what has come for a slot. */
  void discard(int slot) {
    Optional.ofNullable(arrived.remove(slot)).ifPresent(ArrivedImage::close);
  }

  /** Makes the images the host's that have wholly come. */
  void keep(AnswerFacts facts) {
    arrived.forEach((slot, image) -> {
      if (image.whole()) {
        keep(slot, image, facts.image(Optional.ofNullable(revisedPrompts.get(slot))));
      }
      image.close();
    });
    arrived.clear();
  }

  /** Notes what an answer, or one event of it, says about the bill and the model. */
  void told(AnswerFacts facts) {
    facts.find("usage").ifPresent(bill::addUsage);
    facts.find("metadata").ifPresent(bill::takeCost);
    servedModel =
        facts
            .find("metadata")
            .flatMap(metadata -> metadata.text("executed_model"))
            .or(() -> facts.text("model"))
            .or(() -> servedModel);
  }

  /** The error that stands in the place of a result. */
  static Optional<ErrorBody> error(AnswerFacts facts) {
    return facts.find("error").isPresent() ? ErrorBody.in(facts.all()) : Optional.empty();
  }

  Bill bill() {
    return bill;
  }

  Map<Integer, String> links() {
    return links;
  }

  Optional<String> servedModel() {
    return servedModel;
  }

  /** How many images are the host's now. */
  int kept() {
    return kept;
  }

  /** The answer is a stream of events, which can end before its images without anybody knowing. */
  void stream() {
    streamed = true;
  }

  boolean streamed() {
    return streamed;
  }

  /** Why each of the slots that have neither image nor link has none. */
  Map<Integer, ProviderFailure> missing() {
    Map<Integer, ProviderFailure> missing = new TreeMap<>();
    for (int slot = 0; wants(slot); slot++) {
      if (!sink.has(slot) && !links.containsKey(slot)) {
        missing.put(slot, refused.getOrDefault(slot, failures.empty()));
      }
    }
    return missing;
  }

  @Override
  public void close() {
    arrived.values().forEach(ArrivedImage::close);
    arrived.clear();
  }

  private void keep(int slot, ArrivedImage image, ImageFacts facts) {
    switch (image.keep(facts)) {
      case KEPT -> kept++;
      case NOT_AN_IMAGE -> refused.put(slot, failures.notAnImage());
      case NOT_STORED -> refused.put(slot, failures.notStored());
    }
  }
}
