package dev.easel.server.job;

import dev.easel.spi.ImageWriter;
import java.nio.ByteBuffer;

/** Takes an image that nobody wants. */
final class DroppedImage implements ImageWriter {
  private boolean open = true;

  @Override
  public int write(ByteBuffer bytes) {
    int length = bytes.remaining();
    bytes.position(bytes.limit());
    return length;
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
