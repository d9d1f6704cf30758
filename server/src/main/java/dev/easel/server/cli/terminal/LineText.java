package dev.easel.server.cli.terminal;

import dev.easel.server.cli.view.Columns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The text of the live line, never wider than the terminal. */
final class LineText {
  private static final int BAR = 16;
  private static final int SLIDER = 4;
  private static final String GAP = "  ";
  private static final String BLUE = "\u001B[36m";
  private static final String GREY = "\u001B[90m";
  private static final String PLAIN = "\u001B[0m";

  private final Terminal terminal;
  private final Glyphs glyphs;

  LineText(Terminal terminal) {
    this.terminal = terminal;
    this.glyphs = terminal.glyphs();
  }

  String of(JobView view, Duration elapsed, long frame) {
    List<String> spinner = glyphs.spinner();
    String mark = spinner.get((int) (frame % spinner.size()));
    String facts = String.join(GAP, facts(view, elapsed, frame));
    // The last column stays free: some terminals wrap as soon as it is written.
    int room = terminal.columns() - 1 - Columns.of(mark) - 1;
    String kept = Columns.cut(facts, room, glyphs.cut());
    return painted(BLUE, mark) + " " + kept + log(view, room - Columns.of(kept));
  }

  private List<String> facts(JobView view, Duration elapsed, long frame) {
    List<String> facts = new ArrayList<>();
    facts.add(view.state());
    facts.add(bar(view, frame));
    view.percent().ifPresent(percent -> facts.add(percent + "%"));
    view.place().ifPresent(place -> facts.add("place " + (place + 1) + " in the queue"));
    facts.add("%d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart()));
    if (!view.provider().isEmpty()) {
      facts.add(view.model().isEmpty() ? view.provider() : view.provider() + " " + view.model());
    }
    return facts;
  }

  private String bar(JobView view, long frame) {
    if (view.percent().isPresent()) {
      int percent = Math.clamp(view.percent().getAsInt(), 0, 100);
      int full = percent * BAR / 100;
      return glyphs.full().repeat(full) + glyphs.empty().repeat(BAR - full);
    }
    // How much is left is not known: a slider goes to and fro.
    int way = BAR - SLIDER;
    int at = (int) (frame % (2L * way));
    int left = at <= way ? at : 2 * way - at;
    return glyphs.empty().repeat(left)
        + glyphs.full().repeat(SLIDER)
        + glyphs.empty().repeat(way - left);
  }

  private String log(JobView view, int room) {
    String text = view.log().map(JobView.Log::text).orElse("");
    int left = room - GAP.length();
    return text.isEmpty() || left < 8
        ? ""
        : GAP + painted(GREY, Columns.cut(text, left, glyphs.cut()));
  }

  private String painted(String color, String text) {
    return terminal.color() ? color + text + PLAIN : text;
  }
}
