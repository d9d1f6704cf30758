package dev.easel.server.cli;

import dev.easel.v1.OutputSpec;
import dev.easel.v1.Size;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size asked for on the command line. */
sealed interface SizeWanted {
  /** Reads "auto" or "1024x1536". */
  static SizeWanted parse(String text) {
    if (text.equals("auto")) {
      return new Chosen();
    }
    Matcher matcher = Pattern.compile("(\\d{1,6})[xX](\\d{1,6})").matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a size such as 1024x1536, or auto");
    }
    return new Exactly(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Puts it into a request. */
  void into(OutputSpec.Builder output);

  /** The model chooses. */
  record Chosen() implements SizeWanted {
    @Override
    public void into(OutputSpec.Builder output) {
      output.setAutoSize(true);
    }
  }

  /** This one. */
  record Exactly(int width, int height) implements SizeWanted {
    @Override
    public void into(OutputSpec.Builder output) {
      output.setSize(Size.newBuilder().setWidth(width).setHeight(height));
    }
  }
}
