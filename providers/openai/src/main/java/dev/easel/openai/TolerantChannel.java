package dev.easel.openai;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Swallows what cannot be written, so that a full disk under one image does not keep the others,
 * which come in the same answer, from being read.
 */
final class TolerantChannel implements WritableByteChannel {
  private final WritableByteChannel target;
  private @Nullable IOException failure;

  TolerantChannel(WritableByteChannel target) {
    this.target = target;
  }

  /** The failure after which nothing more was written. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public int write(ByteBuffer bytes) {
    int length = bytes.remaining();
    try {
      while (failure == null && bytes.hasRemaining()) {
        target.write(bytes);
      }
    } catch (IOException e) {
      failure = e;
    }
    bytes.position(bytes.limit());
    return length;
  }

  @Override
  public boolean isOpen() {
    return target.isOpen();
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
