package dev.easel.server.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under a head, each column as wide as its widest cell. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Begins with the names of the columns. */
  public Table(String... head) {
    rows.add(List.of(head));
  }

  /** Adds a row of as many cells. */
  public void row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(cells.length + " cells under " + rows.getFirst());
    }
    rows.add(IntStream.range(0, cells.length).mapToObj(at -> Columns.clean(cells[at])).toList());
  }

  /** The lines, none with blanks at its end. */
  public List<String> lines() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int at = 0; at < widths.length; at++) {
        widths[at] = Math.max(widths[at], Columns.of(row.get(at)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < widths.length; at++) {
      line.append(Columns.pad(row.get(at), widths[at])).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
