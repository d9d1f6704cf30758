package dev.easel.http;

import java.io.IOException;
import java.io.OutputStream;

/** Another piece in base64, without line ends. */
record Base64Piece(Piece plain) implements Piece {
  @Override
  public long length() {
    return (plain.length() + 2) / 3 * 4;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Base64Window encoded = new Base64Window(out);
    plain.writeTo(encoded);
    encoded.end();
  }
}
