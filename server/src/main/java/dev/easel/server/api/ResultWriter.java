package dev.easel.server.api;

import com.google.protobuf.ByteString;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.ImageFacts;
import dev.easel.v1.Image;
import dev.easel.v1.ImageResult;
import dev.easel.v1.Preview;
import java.util.HexFormat;

/** Results and blobs for the wire. */
final class ResultWriter {
  private ResultWriter() {}

  static ImageResult wire(SlotResult result) {
    ImageResult.Builder wire = ImageResult.newBuilder().setIndex(result.slot());
    switch (result) {
      case SlotResult.Filled filled -> wire.setImage(image(filled.blob(), filled.facts()));
      case SlotResult.Missing missing -> wire.setFailure(FailureWriter.wire(missing.failure()));
    }
    return wire.build();
  }

  static Preview wire(JobEvent.Previewed preview) {
    return Preview.newBuilder()
        .setIndex(preview.slot())
        .setOrdinal(preview.ordinal())
        .setImage(image(preview.blob(), preview.facts()).toBuilder().clearExpireTime())
        .build();
  }

  private static Image image(Blob blob, ImageFacts facts) {
    Image.Builder wire =
        Image.newBuilder()
            .setBlobId(blob.id().value())
            .setMediaType(blob.format().mediaType())
            .setWidth(blob.size().width())
            .setHeight(blob.size().height())
            .setSizeBytes(blob.bytes())
            .setSha256(sha256(blob))
            .setExpireTime(Scalars.wire(blob.expireTime()));
    facts.quality().map(Words::wire).ifPresent(wire::setQuality);
    facts.background().map(Words::wire).ifPresent(wire::setBackground);
    facts.revisedPrompt().ifPresent(wire::setRevisedPrompt);
    return wire.build();
  }

  static dev.easel.v1.Blob wire(Blob blob) {
    return dev.easel.v1.Blob.newBuilder()
        .setId(blob.id().value())
        .setMediaType(blob.format().mediaType())
        .setSizeBytes(blob.bytes())
        .setSha256(sha256(blob))
        .setWidth(blob.size().width())
        .setHeight(blob.size().height())
        .setExpireTime(Scalars.wire(blob.expireTime()))
        .build();
  }

  private static ByteString sha256(Blob blob) {
    return ByteString.copyFrom(HexFormat.of().parseHex(blob.sha256()));
  }
}
