package dev.easel.openai;

import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.LogLine;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import java.nio.ByteBuffer;

/** Takes everything and keeps nothing. Used by one thread. */
final class CountingSink implements ResultSink {
  private long written;
  private int largestWindow;

  long written() {
    return written;
  }

  int largestWindow() {
    return largestWindow;
  }

  @Override
  public void accepted(Handle handle) {}

  @Override
  public void queued(int place) {}

  @Override
  public void started() {}

  @Override
  public void finished() {}

  @Override
  public void log(LogLine line) {}

  @Override
  public boolean has(int slot) {
    return false;
  }

  @Override
  public ImageWriter image(int slot, ImageFacts facts) {
    return new Counter();
  }

  @Override
  public ImageWriter preview(int slot, int ordinal, ImageFacts facts) {
    return new Counter();
  }

  @Override
  public void refused(int slot, ProviderFailure why) {}

  private final class Counter implements ImageWriter {
    private boolean open = true;

    @Override
    public int write(ByteBuffer bytes) {
      int count = bytes.remaining();
      bytes.position(bytes.limit());
      written += count;
      largestWindow = Math.max(largestWindow, count);
      return count;
    }

    @Override
    public void commit() {
      open = false;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
