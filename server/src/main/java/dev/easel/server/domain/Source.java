package dev.easel.server.domain;

import dev.easel.spi.Size;
import java.net.URI;
import java.util.Optional;

/** An image given by the caller. */
public sealed interface Source {
  /** Its size in pixels, where that is known without fetching it. */
  Optional<Size> size();

  /**
   * Bytes that came with the request and are not kept yet. Never part of a job.
   *
   * @param bytes the image, small by contract
   * @param sha256 of the bytes, in lower-case hexadecimal
   * @param pixels its size
   */
  record Carried(InlineImage bytes, String sha256, Size pixels) implements Source {
    @Override
    public Optional<Size> size() {
      return Optional.of(pixels);
    }
  }

  /**
   * Bytes in the blob store.
   *
   * @param blob where
   * @param named the blob that the caller named, whose bytes these are
   * @param sha256 of the bytes, in lower-case hexadecimal
   * @param pixels its size
   */
  record Stored(BlobId blob, BlobId named, String sha256, Size pixels) implements Source {
    /** Bytes in the blob that the caller named, or in one of the job's own. */
    public Stored(BlobId blob, String sha256, Size pixels) {
      this(blob, blob, sha256, pixels);
    }

    @Override
    public Optional<Size> size() {
      return Optional.of(pixels);
    }
  }

  /**
   * Somewhere else.
   *
   * @param url within the egress policy by its form; what it resolves to is checked when it is
   *     fetched
   */
  record Linked(URI url) implements Source {
    @Override
    public Optional<Size> size() {
      return Optional.empty();
    }
  }
}
