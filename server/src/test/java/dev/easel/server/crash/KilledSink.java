package dev.easel.server.crash;

import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.LogLine;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A sink that passes failpoints while an image is taken in. */
final class KilledSink implements ResultSink {
  private final ResultSink sink;
  private final Killer killer;

  KilledSink(ResultSink sink, Killer killer) {
    this.sink = sink;
    this.killer = killer;
  }

  @Override
  public void accepted(Handle handle) {
    killer.pass(Failpoint.AFTER_SEND);
    sink.accepted(handle);
  }

  @Override
  public void queued(int place) {
    sink.queued(place);
  }

  @Override
  public void started() {
    sink.started();
  }

  @Override
  public void finished() {
    sink.finished();
  }

  @Override
  public void log(LogLine line) {
    sink.log(line);
  }

  @Override
  public boolean has(int slot) {
    return sink.has(slot);
  }

  @Override
  public ImageWriter image(int slot, ImageFacts facts) throws IOException {
    killer.pass(Failpoint.BEFORE_IMAGE);
    return new KilledWriter(sink.image(slot, facts), killer);
  }

  @Override
  public ImageWriter preview(int slot, int ordinal, ImageFacts facts) throws IOException {
    return sink.preview(slot, ordinal, facts);
  }

  @Override
  public void refused(int slot, ProviderFailure why) {
    sink.refused(slot, why);
  }

  private record KilledWriter(ImageWriter writer, Killer killer) implements ImageWriter {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int written = writer.write(bytes);
      killer.pass(Failpoint.WITHIN_IMAGE);
      return written;
    }

    @Override
    public void commit() throws IOException {
      writer.commit();
    }

    @Override
    public void commit(ImageFacts facts) throws IOException {
      writer.commit(facts);
    }

    @Override
    public boolean isOpen() {
      return writer.isOpen();
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
