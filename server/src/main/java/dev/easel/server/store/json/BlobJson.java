package dev.easel.server.store.json;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;

/** A stored image. */
final class BlobJson {
  private BlobJson() {}

  static void write(Blob blob, Draft draft) {
    draft
        .text("id", blob.id().value())
        .text("owner", blob.owner().name())
        .word("purpose", blob.purpose())
        .word("format", blob.format())
        .text("size", blob.size().toString())
        .number("bytes", blob.bytes())
        .text("sha256", blob.sha256())
        .time("expire_time", blob.expireTime());
  }

  static Blob read(Value value) {
    return value.object(blob ->
        new Blob(
            blob.get("id").parsed(BlobId::new),
            new Caller(blob.get("owner").text()),
            blob.get("purpose").word(BlobPurpose.class),
            blob.get("format").word(ImageFormat.class),
            blob.get("size").parsed(Size::parse),
            blob.get("bytes").number(),
            blob.get("sha256").text(),
            blob.get("expire_time").time()));
  }
}
