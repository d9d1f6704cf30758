package dev.easel.openai;

import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.LogLine;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Keeps whatever it is given, image or not, in hexadecimal digits. Used by one thread. */
final class KeepingSink implements ResultSink {
  private final Map<Integer, String> images = new TreeMap<>();
  private final List<String> previews = new ArrayList<>();
  private boolean finished;

  Map<Integer, String> images() {
    return images;
  }

  List<String> previews() {
    return previews;
  }

  boolean isFinished() {
    return finished;
  }

  @Override
  public void accepted(Handle handle) {}

  @Override
  public void queued(int place) {}

  @Override
  public void started() {}

  @Override
  public void finished() {
    finished = true;
  }

  @Override
  public void log(LogLine line) {}

  @Override
  public boolean has(int slot) {
    return images.containsKey(slot);
  }

  @Override
  public ImageWriter image(int slot, ImageFacts facts) {
    return new Keeping(bytes -> images.put(slot, bytes));
  }

  @Override
  public ImageWriter preview(int slot, int ordinal, ImageFacts facts) {
    return new Keeping(bytes -> previews.add(slot + "/" + ordinal + " " + bytes));
  }

  @Override
  public void refused(int slot, ProviderFailure why) {}

  private static final class Keeping implements ImageWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Consumer<String> committed;
    private boolean open = true;

    Keeping(Consumer<String> committed) {
      this.committed = committed;
    }

    @Override
    public int write(ByteBuffer source) {
      byte[] copy = new byte[source.remaining()];
      source.get(copy);
      bytes.writeBytes(copy);
      return copy.length;
    }

    @Override
    public void commit() {
      open = false;
      committed.accept(HexFormat.of().formatHex(bytes.toByteArray()));
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
