package dev.easel.server.domain;

import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import java.time.Instant;

/**
 * Stored bytes of one image.
 *
 * @param id its unguessable name
 * @param owner who may read it
 * @param purpose what it is kept for
 * @param format read from the bytes
 * @param size in pixels, read from the bytes
 * @param bytes encoded size
 * @param sha256 of the bytes, in lower-case hexadecimal
 * @param expireTime when it is forgotten
 */
public record Blob(
    BlobId id,
    Caller owner,
    BlobPurpose purpose,
    ImageFormat format,
    Size size,
    long bytes,
    String sha256,
    Instant expireTime) {}
