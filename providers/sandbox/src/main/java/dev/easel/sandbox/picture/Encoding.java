package dev.easel.sandbox.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The file formats that pictures can be written in. */
public enum Encoding {
  /** PNG, 8 bits a channel; with alpha if the picture is transparent. */
  PNG("image/png", "png"),
  /** Baseline JPEG in a JFIF file, colour at full resolution; never transparent. */
  JPEG("image/jpeg", "jpg"),
  /** Lossless WebP; with alpha if the picture is transparent. */
  WEBP("image/webp", "webp");

  private final String contentType;
  private final String extension;

  Encoding(String contentType, String extension) {
    this.contentType = contentType;
    this.extension = extension;
  }

  /** The media type, as in {@code image/png}. */
  public String contentType() {
    return contentType;
  }

  /** What file names end in, without the dot. */
  public String extension() {
    return extension;
  }

  /** The best that any of them is written in. */
  public static final int FULL = 100;

  private static final int BEST_JPEG = 90;

  /** Writes the picture as well as it can; holds a few rows of it at most. */
  public void write(RowSource picture, OutputStream out) throws IOException {
    write(picture, out, FULL);
  }

  /**
   * Writes the picture; holds a few rows of it at most.
   *
   * @param fidelity from 0, the smallest file, to {@value #FULL}; only JPEG heeds it
   */
  public void write(RowSource picture, OutputStream out, int fidelity) throws IOException {
    switch (this) {
      case PNG -> new PngWriter(picture, out).write();
      case JPEG -> new JpegWriter(picture, out, Math.max(1, fidelity * BEST_JPEG / FULL)).write();
      case WEBP -> new WebpWriter(picture, out).write();
    }
  }

  /** The whole file. */
  public byte[] bytes(RowSource picture) {
    return bytes(picture, FULL);
  }

  /** The whole file, in this fidelity. */
  public byte[] bytes(RowSource picture, int fidelity) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256 * 1024);
    try {
      write(picture, out, fidelity);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  /**
   * The whole file, made exactly this long by parts of it that nobody looks at.
   *
   * @param length even, as a WebP is
   * @throws IllegalArgumentException if the picture needs more than that
   */
  public byte[] padded(RowSource picture, int length) {
    return Padding.pad(this, bytes(picture), length);
  }
}
