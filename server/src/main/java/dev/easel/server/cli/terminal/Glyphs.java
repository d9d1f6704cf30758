package dev.easel.server.cli.terminal;

import java.util.List;

/**
 * The marks a terminal can show.
 *
 * @param spinner frames, each one column wide
 * @param full a part of a bar that is done
 * @param empty a part that is not
 * @param good before what went well
 * @param bad before what did not
 * @param cut at the end of a text that was cut
 */
public record Glyphs(
    List<String> spinner, String full, String empty, String good, String bad, String cut) {
  /** Copies. */
  public Glyphs {
    spinner = List.copyOf(spinner);
  }

  static Glyphs unicode() {
    List<String> frames = List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏");
    return new Glyphs(frames, "━", "╌", "✓", "✗", "…");
  }

  static Glyphs ascii() {
    return new Glyphs(List.of("|", "/", "-", "\\"), "#", "-", "+", "x", "~");
  }
}
