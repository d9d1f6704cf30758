package dev.easel.server.web;

import dev.easel.server.Pictures;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.ForwardingBlobStore;
import dev.easel.server.blob.Link;
import dev.easel.server.blob.Links;
import dev.easel.server.blob.SignedLinks;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Secret;
import dev.easel.spi.Size;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A page of linked images on a real port, with a clock that a test turns. */
final class LinkedBlobs implements AutoCloseable {
  static final int MOST_READERS = 10;

  static final Duration VALIDITY = Duration.ofHours(1);

  private final Path folder;
  private final BlobStore store;
  private final Links links;
  private final AtomicLong bytesRead = new AtomicLong();
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpPort port;
  private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

  LinkedBlobs(Path folder) throws IOException {
    this.folder = folder;
    this.store = new DiskBlobStore(folder, new Identifiers(new Random(7)));
    SignedLinks signed =
        new SignedLinks(URI.create("https://pictures.example"), Secret.of("k".repeat(43)));
    this.links = new Links(store, Optional.of(signed), VALIDITY, this::now);
    this.port =
        HttpPort.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            handlers,
            64,
            new BlobPage(signed, new Counting(store), this::now, MOST_READERS));
  }

  private Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** How many bytes of files were read for answers. */
  long bytesRead() {
    return bytesRead.get();
  }

  BlobStore store() {
    return store;
  }

  /** The file that has a blob's bytes. */
  Path file(Blob blob) {
    return folder.resolve(blob.id().value().substring(0, 2)).resolve(blob.id() + ".image");
  }

  static byte[] picture(ImageFormat format) {
    return Pictures.of(format, new Size(96, 64));
  }

  Blob keep(byte[] picture, Duration time) throws IOException {
    try (BlobWriter writer = store.create(Caller.LOCAL, BlobPurpose.RESULT, now.plus(time))) {
      writer.write(ByteBuffer.wrap(picture));
      return writer.commit();
    }
  }

  Link link(Blob blob) throws IOException {
    return links.to(blob.id(), blob.expireTime()).orElseThrow();
  }

  /** What a link's reader asks for: path and query. */
  String target(Blob blob) throws IOException {
    URI url = link(blob).url();
    return url.getRawPath() + "?" + url.getRawQuery();
  }

  URI at(String target) {
    return URI.create("http://127.0.0.1:" + port() + target);
  }

  int port() {
    return port.address().getPort();
  }

  @Override
  public void close() {
    port.close();
    handlers.close();
  }

  private final class Counting extends ForwardingBlobStore {
    Counting(BlobStore store) {
      super(store);
    }

    @Override
    public SeekableByteChannel open(BlobId id) throws IOException {
      return new CountedChannel(super.open(id), bytesRead::addAndGet);
    }
  }
}
