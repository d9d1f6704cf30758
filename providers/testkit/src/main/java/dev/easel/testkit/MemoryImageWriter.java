package dev.easel.testkit;

import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.NotAnImageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.BiConsumer;

/** Collects an image in memory and checks it as the host does. */
final class MemoryImageWriter implements ImageWriter {
  private final BiConsumer<byte[], ImageFacts> committed;
  private final ImageFacts facts;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean open = true;

  MemoryImageWriter(ImageFacts facts, BiConsumer<byte[], ImageFacts> committed) {
    this.facts = facts;
    this.committed = committed;
  }

  @Override
  public int write(ByteBuffer source) throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
    byte[] copy = new byte[source.remaining()];
    source.get(copy);
    bytes.writeBytes(copy);
    return copy.length;
  }

  @Override
  public void commit() throws NotAnImageException, ClosedChannelException {
    commit(facts);
  }

  @Override
  public void commit(ImageFacts later) throws NotAnImageException, ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
    ImageHeader.read(bytes.toByteArray());
    open = false;
    committed.accept(bytes.toByteArray(), later);
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
