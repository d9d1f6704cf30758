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

  /** Writes the picture; holds a few rows of it at most. */
  public void write(RowSource picture, OutputStream out) throws IOException {
    switch (this) {
      case PNG -> new PngWriter(picture, out).write();
      case JPEG -> new JpegWriter(picture, out).write();
      case WEBP -> new WebpWriter(picture, out).write();
    }
  }

  /** The whole file. */
  public byte[] bytes(RowSource picture) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256 * 1024);
    try {
      write(picture, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }
}
