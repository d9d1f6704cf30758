package dev.easel.openai;

import dev.easel.http.TransportException;
import dev.easel.http.json.JsonException;
import dev.easel.http.stream.JsonStream;
import dev.easel.spi.Billing;
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
  private static final int LONGEST_PROMPT = 32 << 10;

  private final ImageWork work;
  private final ResultSink sink;
  private final Failures failures;
  private final Runnable arriving;
  private final Bill bill;
  private final Map<Integer, ArrivedImage> arrived = new TreeMap<>();
  private final Map<Integer, String> revisedPrompts = new TreeMap<>();
  private final Map<Integer, String> links = new TreeMap<>();
  private final Map<Integer, ProviderFailure> refused = new TreeMap<>();
  private Optional<String> servedModel = Optional.empty();
  private int kept;
  private boolean streamed;
  private boolean arrivalTold;
  private int usages;

  /**
   * For one answer.
   *
   * @param arriving what is done when the first of what was bought arrives
   */
  Reception(ImageWork work, ResultSink sink, Failures failures, Runnable arriving) {
    this.work = work;
    this.sink = sink;
    this.failures = failures;
    this.arriving = arriving;
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

  /** The seller's work is done: what was bought has begun to come. */
  void arrives() {
    if (!arrivalTold) {
      arrivalTold = true;
      sink.finished();
      arriving.run();
    }
  }

  /** Decodes the value at which a document stands as the image of a slot. */
  void image(int slot, JsonStream json, AnswerFacts facts)
      throws TransportException, InterruptedException {
    if (!wants(slot) || arrived.containsKey(slot)) {
      return;
    }
    ArrivedImage image = new ArrivedImage(() -> sink.image(slot, facts.image(Optional.empty())));
    arrived.put(slot, image);
    try {
      if (!image.decode(json)) {
        discard(slot);
      }
    } catch (JsonException e) {
      // If nothing can be read after it either, that is told in its stead.
      discard(slot);
      refused.put(slot, failures.notAnImage());
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
    if (wants(slot)) {
      revisedPrompts.put(slot, beginning(prompt));
    }
  }

  /** Forgets what has come for a slot. */
  void discard(int slot) {
    refused.remove(slot);
    Optional.ofNullable(arrived.remove(slot)).ifPresent(ArrivedImage::close);
  }

  /** Whether an image has wholly come for a slot, and is not the host's yet. */
  boolean hasWhole(int slot) {
    return Optional.ofNullable(arrived.get(slot)).map(ArrivedImage::whole).orElse(false);
  }

  /** Makes the images the host's that have wholly come. */
  void keep(AnswerFacts facts) {
    Optional<RuntimeException> first = Optional.empty();
    for (Map.Entry<Integer, ArrivedImage> each : arrived.entrySet()) {
      try {
        keepIfWhole(each.getKey(), each.getValue(), facts);
      } catch (RuntimeException e) {
        // The others are paid for as well.
        first = first.or(() -> Optional.of(e));
      }
    }
    arrived.clear();
    if (first.isPresent()) {
      throw first.get();
    }
  }

  private void keepIfWhole(int slot, ArrivedImage image, AnswerFacts facts) {
    try (image) {
      if (image.whole()) {
        keep(slot, image, facts.image(Optional.ofNullable(revisedPrompts.get(slot))));
      }
    }
  }

  /** Notes what an answer, or one event of it, says about the bill and the model. */
  void told(AnswerFacts facts) {
    facts
        .find("usage")
        .ifPresent(usage -> {
          usages++;
          bill.addUsage(usage);
        });
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

  /**
   * The bill, if all of it is known: every image of a stream brings its own part.
   *
   * @param whole whether the answer came to its end
   */
  Billing billing(boolean whole) {
    boolean known = streamed ? usages == work.output().count() : whole;
    return known ? bill.billing() : Billing.untold();
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

  /** Why slots have no image, as far as that was noted. */
  Optional<ProviderFailure> noted() {
    return refused.values().stream().findFirst();
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

  /** No character is torn. */
  private static String beginning(String prompt) {
    if (prompt.length() <= LONGEST_PROMPT) {
      return prompt;
    }
    boolean torn = Character.isHighSurrogate(prompt.charAt(LONGEST_PROMPT - 1));
    return prompt.substring(0, torn ? LONGEST_PROMPT - 1 : LONGEST_PROMPT);
  }

  private void keep(int slot, ArrivedImage image, ImageFacts facts) {
    switch (image.keep(facts)) {
      case KEPT -> kept++;
      case NOT_AN_IMAGE -> refused.put(slot, failures.notAnImage());
      case NOT_STORED -> refused.put(slot, failures.notStored());
    }
  }
}
