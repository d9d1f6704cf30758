package dev.easel.openai;

import dev.easel.http.TransportException;
import dev.easel.http.json.JsonException;
import dev.easel.http.stream.JsonStream;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.NotAnImageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One image on its way from an answer to the host. Closed without being kept, it is discarded. */
final class ArrivedImage implements AutoCloseable {
  /** 64 MiB: above 3840x2160 pixels of four bytes, which are the most that these models make. */
  static final long LARGEST = 64L << 20;

  /** What became of it. */
  enum End {
    KEPT,
    NOT_AN_IMAGE,
    NOT_STORED
  }

  /** Opens the place where it goes. */
  @FunctionalInterface
  interface Target {
    ImageWriter open() throws IOException;
  }

  private final @Nullable ImageWriter writer;
  private boolean whole;
  private boolean broken;

  ArrivedImage(Target target) {
    this.writer = open(target);
  }

  private static @Nullable ImageWriter open(Target target) {
    try {
      return target.open();
    } catch (IOException e) {
      // Told as not stored when it would be kept; until then the answer has to be read on.
      return null;
    }
  }

  /** Decodes the value at which a document stands; false if it is no text. */
  boolean decode(JsonStream json) throws JsonException, TransportException, InterruptedException {
    if (writer == null) {
      whole = true;
      return true;
    }
    TolerantChannel channel = new TolerantChannel(writer);
    try {
      whole = json.base64(channel, LARGEST);
    } catch (IOException e) {
      throw new AssertionError("a tolerant channel does not fail", e);
    }
    broken = channel.failure().isPresent();
    return whole;
  }

  /** Whether all of it has come. */
  boolean whole() {
    return whole;
  }

  /** Makes it the host's. */
  End keep(ImageFacts facts) {
    if (writer == null || broken) {
      return End.NOT_STORED;
    }
    try {
      writer.commit(facts);
      return End.KEPT;
    } catch (NotAnImageException e) {
      return End.NOT_AN_IMAGE;
    } catch (IOException e) {
      return End.NOT_STORED;
    }
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      // Only what was not kept is left to be discarded, and its maker clears up after itself.
      broken = true;
    }
  }
}
