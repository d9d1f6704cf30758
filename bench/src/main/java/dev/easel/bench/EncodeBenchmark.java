package dev.easel.bench;

import dev.easel.http.Piece;
import dev.easel.server.blob.BufferChannel;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.spi.SourceBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures how long it takes to write a source image into a request in base64. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EncodeBenchmark {
  /** Bytes of the image. */
  @Param({"1572864", "16777216"})
  public int bytes;

  private byte[] image = new byte[0];

  /** Makes up an image that does not compress. */
  @Setup
  public void make() {
    image = new byte[bytes];
    new Random(bytes).nextBytes(image);
  }

  /** Easel, a window at a time. */
  @Benchmark
  public long easelPiece() throws IOException {
    CountingSink sink = new CountingSink();
    Piece.base64(new Held(image)).writeTo(sink);
    return sink.require(length());
  }

  /** The JDK's own stream. */
  @Benchmark
  public long jdkStream() throws IOException {
    CountingSink sink = new CountingSink();
    try (OutputStream encoded = Base64.getEncoder().wrap(sink)) {
      Piece.of(new Held(image)).writeTo(encoded);
    }
    return sink.require(length());
  }

  /** The JDK, with the whole text in memory. */
  @Benchmark
  public long jdkWhole() {
    CountingSink sink = new CountingSink();
    byte[] text = Base64.getEncoder().encode(image);
    sink.write(text, 0, text.length);
    return sink.require(length());
  }

  private long length() {
    return (bytes + 2L) / 3 * 4;
  }

  /** A source that somebody else keeps. */
  private static final class Held implements SourceBytes {
    private final byte[] bytes;

    Held(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public ImageFormat format() {
      return ImageFormat.PNG;
    }

    @Override
    public Size size() {
      return new Size(1024, 1024);
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public ReadableByteChannel open() {
      return new BufferChannel(ByteBuffer.wrap(bytes));
    }
  }
}
