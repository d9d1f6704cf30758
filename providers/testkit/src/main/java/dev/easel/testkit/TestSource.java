package dev.easel.testkit;

import dev.easel.spi.Call;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Size;
import dev.easel.spi.SourceBytes;
import dev.easel.spi.SourceImage;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A source image of a test, with or without a public URL, sound or broken. Safe for threads. */
public final class TestSource implements SourceImage {
  private final Optional<URI> publicUrl;
  private final Optional<SourceBytes> bytes;
  private final String field;
  private final AtomicInteger loads = new AtomicInteger();

  private TestSource(Optional<URI> publicUrl, Optional<SourceBytes> bytes, String field) {
    this.publicUrl = publicUrl;
    this.bytes = bytes;
    this.field = field;
  }

  /** One that the caller gave as bytes. */
  public static TestSource of(SourceBytes bytes) {
    return new TestSource(Optional.empty(), Optional.of(bytes), "");
  }

  /** One that the caller has published. */
  public static TestSource published(URI url, SourceBytes bytes) {
    return new TestSource(Optional.of(url), Optional.of(bytes), "");
  }

  /** One that cannot be had. */
  public static TestSource unreachable(String field) {
    return new TestSource(Optional.empty(), Optional.empty(), field);
  }

  /** One that could be had and then cannot be read. */
  public static TestSource unreadable(TestPicture picture) {
    return of(new Unreadable(picture));
  }

  @Override
  public Optional<URI> publicUrl() {
    return publicUrl;
  }

  @Override
  public SourceBytes load(Call call) throws ProviderException {
    loads.incrementAndGet();
    return bytes.orElseThrow(() ->
        new ProviderException(
            ProviderFailure.of(
                    Fate.NOT_SENT, Fault.SOURCE_UNREACHABLE, "the source cannot be fetched")
                .withFields(List.of(field))));
  }

  /** How often its bytes were asked for. */
  public int loads() {
    return loads.get();
  }

  private record Unreadable(TestPicture picture) implements SourceBytes {
    @Override
    public ImageFormat format() {
      return picture.format();
    }

    @Override
    public Size size() {
      return picture.size();
    }

    @Override
    public long length() {
      return picture.length();
    }

    @Override
    public ReadableByteChannel open() throws IOException {
      throw new IOException("the disk of this test is broken");
    }
  }
}
