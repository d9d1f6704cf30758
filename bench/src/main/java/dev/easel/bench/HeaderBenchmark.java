package dev.easel.bench;

import dev.easel.sandbox.picture.Description;
import dev.easel.sandbox.picture.Encoding;
import dev.easel.sandbox.picture.Picture;
import dev.easel.server.blob.BufferChannel;
import dev.easel.server.blob.ImageHeader;
import dev.easel.server.domain.BlobPurpose;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
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

/**
 * Measures how long it takes to read what a stored image of 1.5 MiB says of itself, its bytes being
 * in memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HeaderBenchmark {
  private static final int BYTES = 3 << 19;

  /** The image's format. */
  @Param public Encoding format = Encoding.PNG;

  private ByteBuffer image = ByteBuffer.allocate(0);

  /** Draws it. */
  @Setup
  public void draw() {
    Description what = new Description("a fox", 0, List.of(), 1024, 1024, false);
    image = ByteBuffer.wrap(format.padded(new Picture(what), BYTES));
  }

  /** Its format and size, and that it is whole. */
  @Benchmark
  public ImageHeader header() throws IOException {
    return ImageHeader.read(new BufferChannel(image), BlobPurpose.RESULT);
  }
}
