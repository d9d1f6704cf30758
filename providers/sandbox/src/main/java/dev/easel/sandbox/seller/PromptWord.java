package dev.easel.sandbox.seller;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A word in a prompt that asks the sandbox for something else than an image: {@code sandbox:name},
 * or {@code sandbox:name=value}.
 *
 * @param name what is asked for; before a dot, at which stage
 * @param value how; empty if it was not said
 */
public record PromptWord(String name, String value) {

  private static final Pattern FORM =
      Pattern.compile("sandbox:([a-z0-9_]+(?:\\.[a-z0-9_]+)?)(?:=([a-z0-9_]+))?");
  private static final int LOOKED_AT = 32_000;

  /** All of a prompt, in order. */
  public static List<PromptWord> in(String prompt) {
    String start = prompt.substring(0, Math.min(prompt.length(), LOOKED_AT));
    return FORM.matcher(start)
        .results()
        .map(
            found -> new PromptWord(found.group(1), Optional.ofNullable(found.group(2)).orElse("")))
        .toList();
  }
}
