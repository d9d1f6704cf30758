package dev.easel.http.egress;

import dev.easel.http.Answer;
import dev.easel.http.TransportException;
import dev.easel.http.egress.SourceException.Reason;
import dev.easel.spi.ImageFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/** The body of an answer on its way to the target. Used once, by one thread. */
final class SourceBody {
  private static final int WINDOW = 64 * 1024;

  private final Answer answer;
  private final long mostBytes;
  private long copied;

  SourceBody(Answer answer, long mostBytes) {
    this.answer = answer;
    this.mostBytes = mostBytes;
  }

  FetchedSource copy(WritableByteChannel target)
      throws SourceException, TransportException, InterruptedException {
    checkHead();
    byte[] window = new byte[WINDOW];
    int first = fillFirst(window);
    Optional<ImageFormat> format = ImageSignature.find(window, first);
    if (format.isEmpty()) {
      throw new SourceException(Reason.NOT_AN_IMAGE, "is not a PNG, JPEG or WebP image", null);
    }
    for (int count = first; count >= 0; count = answer.read(window)) {
      write(window, count, target);
    }
    return new FetchedSource(format.get(), copied);
  }

  private void checkHead() throws SourceException {
    if (answer.length().orElse(0L) > mostBytes) {
      throw tooLarge();
    }
    String encoding = answer.header("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new SourceException(
          Reason.NOT_AN_IMAGE, "is sent compressed, although it was asked for as it is", null);
    }
  }

  /** Reads until the type can be told, or there is no more. */
  private int fillFirst(byte[] window) throws TransportException, InterruptedException {
    byte[] piece = new byte[ImageSignature.LENGTH];
    int filled = 0;
    while (filled < ImageSignature.LENGTH) {
      int count = answer.read(piece);
      if (count < 0) {
        return filled;
      }
      System.arraycopy(piece, 0, window, filled, count);
      filled += count;
    }
    return filled;
  }

  private void write(byte[] window, int count, WritableByteChannel target) throws SourceException {
    copied += count;
    if (copied > mostBytes) {
      throw tooLarge();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(window, 0, count);
      while (bytes.hasRemaining()) {
        target.write(bytes);
      }
    } catch (IOException e) {
      throw new SourceException(Reason.NOT_STORED, "could not be stored", e);
    }
  }

  private SourceException tooLarge() {
    return new SourceException(Reason.TOO_LARGE, "is larger than " + mostBytes + " bytes", null);
  }
}
