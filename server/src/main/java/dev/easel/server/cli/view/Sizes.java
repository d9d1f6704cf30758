package dev.easel.server.cli.view;

import dev.easel.v1.OutputSpec;
import dev.easel.v1.Size;

/** Sizes in words, of pixels and of bytes. */
public final class Sizes {
  private Sizes() {}

  /** Pixels: "1024x1536". */
  public static String of(Size size) {
    return size.getWidth() + "x" + size.getHeight();
  }

  /** The size asked for: pixels, "auto", or nothing. */
  public static String of(OutputSpec output) {
    return switch (output.getSizeChoiceCase()) {
      case SIZE -> of(output.getSize());
      case AUTO_SIZE -> "auto";
      case SIZECHOICE_NOT_SET -> "";
    };
  }

  /** Bytes: "1.2 MB". */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    return bytes < 1_000_000 ? tenths(bytes, 1000) + " kB" : tenths(bytes, 1_000_000) + " MB";
  }

  private static String tenths(long bytes, long unit) {
    long tenths = bytes * 10 / unit;
    return tenths / 10 + "." + tenths % 10;
  }
}
