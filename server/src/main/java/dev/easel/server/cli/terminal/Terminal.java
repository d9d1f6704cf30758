package dev.easel.server.cli.terminal;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress and problems
 * @param live whether err is a terminal, where a line can be redrawn in place
 * @param columns how wide the terminal is
 * @param unicode whether it shows more than ASCII
 * @param color whether it may be coloured
 */
public record Terminal(
    PrintStream out, PrintStream err, boolean live, int columns, boolean unicode, boolean color) {
  /** The marks that it can show. */
  public Glyphs glyphs() {
    return unicode ? Glyphs.unicode() : Glyphs.ascii();
  }
}
