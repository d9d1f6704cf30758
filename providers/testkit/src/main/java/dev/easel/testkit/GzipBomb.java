package dev.easel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;

/**
 * Answers with ten gibibytes of zeros, which are ten mebibytes on the wire: a valid gzip stream
 * whose every block unpacks to a mebibyte. Safe for threads.
 */
public final class GzipBomb implements Script {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
  private static final int BLOCKS = 10 << 10;

  private final String contentType;
  private final byte[] block = block();
  private final AtomicLong sent = new AtomicLong();

  /** An answer that says to be of a type. */
  public GzipBomb(String contentType) {
    this.contentType = contentType;
  }

  @Override
  public void play(ScriptedRequest request, OutputStream wire) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: ";
    wire.write((head + contentType + "\r\n\r\n").getBytes(UTF_8));
    wire.write(HEADER);
    for (int index = 0; index < BLOCKS; index++) {
      wire.write(block);
      sent.addAndGet(block.length);
    }
    wire.flush();
  }

  /** How many bytes were sent, packed. */
  public long sent() {
    return sent.get();
  }

  /**
   * A mebibyte of zeros that can stand after any other: it ends on a byte and refers to nothing.
   */
  private static byte[] block() {
    byte[] packed = new byte[8_192];
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(new byte[1 << 20]);
      int length = deflater.deflate(packed, 0, packed.length, Deflater.FULL_FLUSH);
      return Arrays.copyOf(packed, length);
    }
  }
}
