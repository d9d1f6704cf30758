package dev.easel.sandbox.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes one lossless WebP (RFC 9649: VP8L). The picture is asked for twice, first to learn which
 * codes suit it and how long the file will be, then to write it; no more than a few rows are held.
 */
final class WebpWriter {

  private static final int SIGNATURE = 0x2F;
  private static final int PREDICTOR = 0;
  private static final int SUBTRACT_GREEN = 2;

  private final RowSource picture;
  private final OutputStream out;

  WebpWriter(RowSource picture, OutputStream out) {
    this.picture = picture;
    this.out = out;
  }

  void write() throws IOException {
    WebpCensus census = new WebpCensus();
    WebpScan scan = new WebpScan(picture, census);
    WebpCodes codes = new WebpCodes(census);

    WebpBits measure = new WebpBits(OutputStream.nullOutputStream());
    writeHead(scan, codes, measure);
    long length = (measure.written() + codes.cost() + 7) / 8;
    boolean odd = length % 2 == 1;

    out.write(container(Math.toIntExact(length), odd));
    WebpBits bits = new WebpBits(out);
    writeHead(scan, codes, bits);
    scan.repeat(codes.onto(bits));
    bits.finish();
    if (odd) {
      out.write(0);
    }
    out.flush();
  }

  private static byte[] container(int length, boolean odd) {
    return ByteBuffer.allocate(20)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(12 + length + (odd ? 1 : 0))
        .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
        .putInt(length)
        .array();
  }

  /** Everything before the pixels. */
  private void writeHead(WebpScan scan, WebpCodes codes, WebpBits bits) throws IOException {
    bits.write(SIGNATURE, 8);
    bits.write(picture.width() - 1, 14);
    bits.write(picture.height() - 1, 14);
    bits.write(picture.transparent() ? 1 : 0, 1);
    // The version of the format.
    bits.write(0, 3);
    transform(SUBTRACT_GREEN, bits);
    transform(PREDICTOR, bits);
    bits.write(WebpBand.BLOCK_BITS - 2, 3);
    writePredictors(scan, bits);
    // No further transform, no colour cache, one set of codes for the whole image.
    bits.write(0, 3);
    codes.describe(bits);
  }

  private static void transform(int kind, WebpBits bits) throws IOException {
    bits.write(1, 1);
    bits.write(kind, 2);
  }

  private static void writePredictors(WebpScan scan, WebpBits bits) throws IOException {
    WebpCensus census = new WebpCensus();
    scan.tellPredictors(census);
    WebpCodes codes = new WebpCodes(census);
    // No colour cache.
    bits.write(0, 1);
    codes.describe(bits);
    scan.tellPredictors(codes.onto(bits));
  }
}
