package dev.easel.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;

/** Another piece in base64, without line ends. */
record Base64Piece(Piece plain) implements Piece {
  @Override
  public long length() {
    return (plain.length() + 2) / 3 * 4;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (OutputStream encoded = Base64.getEncoder().wrap(new Unclosed(out))) {
      plain.writeTo(encoded);
    }
  }

  /** The encoder ends its text by closing, which is not ours to pass on. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
