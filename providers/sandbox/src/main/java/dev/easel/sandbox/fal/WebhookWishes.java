package dev.easel.sandbox.fal;

import dev.easel.sandbox.seller.PromptWord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a prompt asks to be wrong with its webhook, as in {@code sandbox:webhook.late=500}. */
record WebhookWishes(List<PromptWord> words) {

  private static final String STAGE = "webhook.";

  static WebhookWishes in(String prompt) {
    return new WebhookWishes(
        PromptWord.in(prompt).stream().filter(word -> word.name().startsWith(STAGE)).toList());
  }

  /** It is never sent. */
  boolean lost() {
    return word("lost").isPresent();
  }

  /** It is sent again although it arrived. */
  boolean twice() {
    return word("twice").isPresent();
  }

  /** It is signed with a key that is not published. */
  boolean forged() {
    return word("forged").isPresent();
  }

  /** How long after the request's end it is sent. */
  Duration late() {
    return Duration.ofMillis(number("late"));
  }

  /** By how much it is signed for a wrong time. */
  Duration skew() {
    return Duration.ofSeconds(number("early") - number("stale"));
  }

  /** How many bytes it is too long. */
  int padding() {
    return Math.toIntExact(number("padded"));
  }

  private Optional<PromptWord> word(String name) {
    return words.stream().filter(word -> word.name().equals(STAGE + name)).findFirst();
  }

  private long number(String name) {
    return word(name)
        .map(PromptWord::value)
        .filter(value -> value.matches("[0-9]{1,8}"))
        .map(Long::parseLong)
        .orElse(0L);
  }
}
