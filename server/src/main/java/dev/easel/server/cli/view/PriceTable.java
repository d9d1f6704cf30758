package dev.easel.server.cli.view;

import dev.easel.v1.Size;
import java.util.List;
import java.util.stream.Stream;

/** An offering's prices: qualities across, sizes down. */
public final class PriceTable {
  private static final String INDENT = "      ";

  private PriceTable() {}

  /** The lines; none without prices. */
  public static List<String> lines(List<PriceCell> cells) {
    if (cells.isEmpty()) {
      return List.of();
    }
    List<Size> sizes = cells.stream().map(PriceCell::size).distinct().toList();
    Stream<String> qualities = cells.stream().map(cell -> Words.of(cell.quality())).distinct();
    Table table =
        new Table(Stream.concat(Stream.of("one image"), qualities).toArray(String[]::new));
    for (Size size : sizes) {
      Stream<String> prices =
          cells.stream().filter(cell -> cell.size().equals(size)).map(PriceCell::text);
      table.row(Stream.concat(Stream.of(Sizes.of(size)), prices).toArray(String[]::new));
    }
    return table.lines().stream().map(line -> INDENT + line).toList();
  }
}
