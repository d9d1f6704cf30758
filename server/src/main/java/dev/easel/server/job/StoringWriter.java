package dev.easel.server.job;

import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.Blob;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes a blob, and tells of it when it is durable. */
final class StoringWriter implements ImageWriter {
  private final BlobWriter writer;
  private final ImageFacts facts;
  private final Listener listener;

  StoringWriter(BlobWriter writer, ImageFacts facts, Listener listener) {
    this.writer = writer;
    this.facts = facts;
    this.listener = listener;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return writer.write(bytes);
  }

  @Override
  public void commit() throws IOException {
    commit(facts);
  }

  @Override
  public void commit(ImageFacts told) throws IOException {
    listener.stored(writer.commit(), told);
  }

  @Override
  public boolean isOpen() {
    return writer.isOpen();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /** Told of a blob that is durable. */
  interface Listener {
    void stored(Blob blob, ImageFacts facts) throws IOException;
  }
}
