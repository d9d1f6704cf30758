package dev.easel.sandbox.fault;

import dev.easel.sandbox.seller.PromptWord;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Damage;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that goes wrong with one request.
 *
 * @param kind what
 * @param amount how much of it: a status, or milliseconds
 */
public record Fault(Kind kind, int amount) {

  private static final Pattern FORM = Pattern.compile("([a-z_]{1,20})(?:=([0-9]{1,7}))?");
  private static final String FIRST_STAGE = "submit";

  /** The kinds of faults; in text they are written in small letters. */
  public enum Kind {
    /** An error status in the place of an answer; nothing was taken. */
    STATUS(503, Damage.NONE),
    /** An error status whose message is the request, headers and body; nothing was taken. */
    ECHO(422, Damage.NONE),
    /** The same, as a page of HTML. */
    ECHO_HTML(502, Damage.NONE),
    /** Milliseconds pass before anything is done. */
    SLOW(5_000, Damage.NONE),
    /** The answer comes byte by byte, so many milliseconds apart. */
    DRIBBLE(100, Damage.DRIBBLE),
    /** The connection is closed in the middle of the answer. */
    TRUNCATE(0, Damage.TRUNCATE),
    /** The connection is reset before the request was taken. */
    RESET_BEFORE(0, Damage.NONE),
    /** The connection is reset in the place of the answer, when the request was taken. */
    RESET_AFTER(0, Damage.RESET),
    /** The answer says that it is HTML. */
    WRONG_TYPE(0, Damage.WRONG_TYPE),
    /** The answer is complete as far as HTTP knows, but ends in the middle of its JSON. */
    MALFORMED_JSON(0, Damage.MALFORMED),
    /** What should be an image is a text. */
    NO_IMAGE(0, Damage.NO_IMAGE);

    private final int usual;
    private final Damage damage;

    Kind(int usual, Damage damage) {
      this.usual = usual;
      this.damage = damage;
    }

    private static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its amount is the status of an error in the place of everything else. */
    private boolean refuses() {
      return this == STATUS || this == ECHO || this == ECHO_HTML;
    }
  }

  /** Reads {@code kind} or {@code kind=amount}; nothing if it is no fault. */
  public static Optional<Fault> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Kind.of(matcher.group(1))
        .map(kind ->
            new Fault(
                kind, matcher.group(2) == null ? kind.usual : Integer.parseInt(matcher.group(2))))
        .filter(fault -> !fault.kind.refuses() || (fault.amount >= 400 && fault.amount < 600));
  }

  /**
   * The fault that a prompt asks for at a stage: {@code sandbox:file.no_image}. Without a stage it
   * is meant for the submit.
   */
  public static Optional<Fault> inPrompt(String prompt, String stage) {
    return PromptWord.in(prompt).stream()
        .filter(word -> stage(word).equals(stage))
        .flatMap(word -> {
          String name = word.name().substring(word.name().indexOf('.') + 1);
          return parse(word.value().isEmpty() ? name : name + "=" + word.value()).stream();
        })
        .findFirst();
  }

  private static String stage(PromptWord word) {
    int dot = word.name().indexOf('.');
    return dot < 0 ? FIRST_STAGE : word.name().substring(0, dot);
  }

  /** The status to be answered in the place of everything else, if that is the whole fault. */
  public OptionalInt status() {
    return kind == Kind.STATUS ? OptionalInt.of(amount) : OptionalInt.empty();
  }

  /** What is to be answered in the place of everything else, in the seller's words, if anything. */
  public Optional<Reply> refusal(Exchange exchange) throws IOException {
    return switch (kind) {
      case STATUS ->
          Optional.of(FaultReply.of(exchange, amount, "Fault " + amount + " on request"));
      case ECHO -> Optional.of(FaultReply.of(exchange, amount, exchange.echo()));
      case ECHO_HTML -> Optional.of(FaultReply.page(amount, exchange.echo()));
      case SLOW,
          DRIBBLE,
          TRUNCATE,
          RESET_BEFORE,
          RESET_AFTER,
          WRONG_TYPE,
          MALFORMED_JSON,
          NO_IMAGE ->
          Optional.empty();
    };
  }

  /**
   * Lets happen what happens at once, and prepares what happens to the answer.
   *
   * @throws IOException if the connection was reset
   */
  public void begin(Exchange exchange, SandboxClock clock)
      throws IOException, InterruptedException {
    switch (kind) {
      case SLOW -> {
        try {
          clock.alarm(clock.instant().plusMillis(amount)).get();
        } catch (ExecutionException e) {
          throw new IllegalStateException("an alarm went wrong", e);
        }
      }
      case RESET_BEFORE -> throw exchange.reset();
      case STATUS, ECHO, ECHO_HTML -> {
        // Answered by whom it was asked of.
      }
      case DRIBBLE, TRUNCATE, RESET_AFTER, WRONG_TYPE, MALFORMED_JSON, NO_IMAGE ->
          exchange.damage(kind.damage, Duration.ofMillis(amount));
    }
  }

  /** As it is read. */
  public String text() {
    return kind.usual == 0 ? kind.word() : kind.word() + "=" + amount;
  }
}
