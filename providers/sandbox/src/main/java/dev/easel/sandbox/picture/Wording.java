package dev.easel.sandbox.picture;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Brings any text into the letters there are, and into lines. */
final class Wording {

  /** More than any picture has room for; a prompt of megabytes is not worth looking at whole. */
  private static final int LOOKED_AT = 4_000;

  private static final String ELLIPSIS = "...";
  private static final Pattern WORDS = Pattern.compile(" +");

  private Wording() {}

  /** Letters lose their accents, quotes and dashes become plain, all else becomes a box. */
  static String plain(String text) {
    String start = text.substring(0, Math.min(text.length(), LOOKED_AT));
    StringBuilder plain = new StringBuilder(start.length());
    Normalizer.normalize(start, Normalizer.Form.NFKD)
        .codePoints()
        .forEach(point -> append(plain, point));
    return plain.toString().strip();
  }

  private static void append(StringBuilder plain, int point) {
    if (point > ' ' && point < Letters.BOX) {
      plain.append((char) point);
    } else if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
      plain.append(' ');
    } else if (!invisible(point)) {
      plain.append(replacement(point));
    }
  }

  private static boolean invisible(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.CONTROL ->
          true;
      default -> false;
    };
  }

  private static String replacement(int point) {
    return switch (point) {
      case 0x2018, 0x2019, 0x201A, 0x2032 -> "'";
      case 0x201C, 0x201D, 0x201E, 0x2033, 0xAB, 0xBB -> "\"";
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212 -> "-";
      case 0x2044 -> "/";
      case 0xD7 -> "x";
      case 0xDF -> "ss";
      case 0xC6 -> "AE";
      case 0xE6 -> "ae";
      case 0x152 -> "OE";
      case 0x153 -> "oe";
      case 0xD8 -> "O";
      case 0xF8 -> "o";
      case 0xD0, 0x110 -> "D";
      case 0xF0, 0x111 -> "d";
      case 0xDE -> "Th";
      case 0xFE -> "th";
      case 0x141 -> "L";
      case 0x142 -> "l";
      case 0x131 -> "i";
      default -> String.valueOf(Letters.BOX);
    };
  }

  /** Breaks at spaces, and inside a word only if it is longer than a line. */
  static List<String> lines(String plain, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : WORDS.splitAsStream(plain).filter(part -> !part.isEmpty()).toList()) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
      while (line.length() > columns) {
        lines.add(line.substring(0, columns));
        line.delete(0, columns);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** The first lines, the last of them saying when there were more. */
  static List<String> atMost(int count, List<String> lines, int columns) {
    if (lines.size() <= count) {
      return lines;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, count));
    String last = kept.getLast();
    int room = Math.min(last.length(), columns - ELLIPSIS.length());
    kept.set(count - 1, last.substring(0, room) + ELLIPSIS);
    return kept;
  }
}
