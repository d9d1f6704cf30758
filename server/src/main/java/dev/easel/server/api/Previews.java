package dev.easel.server.api;

import com.google.protobuf.ByteString;
import dev.easel.server.domain.JobEvent;
import dev.easel.v1.Preview;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Unfinished images for readers who want them: small ones whole while there is room for their
 * bytes, others by their blob.
 */
final class Previews {
  private static final int LARGEST_INLINE = 512 << 10;

  private final InlineBytes inline;

  @Inject
  Previews(InlineBytes inline) {
    this.inline = inline;
  }

  /**
   * The event, or none where the job is over and its preview gone.
   *
   * @param room whether there is some for so many bytes in memory
   */
  Optional<dev.easel.v1.JobEvent> wire(JobEvent event, LongPredicate room) {
    dev.easel.v1.JobEvent.Builder wire = JobWriter.wire(event).toBuilder();
    Preview.Builder preview = wire.getPreviewBuilder();
    String blobId = preview.getImage().getBlobId();
    long size = preview.getImage().getSizeBytes();
    if (size > LARGEST_INLINE || !room.test(size)) {
      return inline.exists(blobId) ? Optional.of(wire.build()) : Optional.empty();
    }
    Optional<ByteString> bytes = inline.read(blobId);
    bytes.ifPresent(whole -> preview.getImageBuilder().setInlineBytes(whole).clearBlobId());
    return bytes.map(_ -> wire.build());
  }
}
