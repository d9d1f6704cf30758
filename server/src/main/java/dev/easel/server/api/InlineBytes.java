package dev.easel.server.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.domain.BlobId;
import dev.easel.v1.ImageResult;
import dev.easel.v1.Job;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds the bytes of results to a message that was asked to carry them, while it stays small. */
final class InlineBytes {
  static final int LARGEST_MESSAGE = 3 << 20;

  private static final int WINDOW = 64 << 10;

  /** What a field may add to its bytes: its own tag and length, and growing ones around it. */
  private static final int FRAME = 32;

  private static final Logger log = LoggerFactory.getLogger(InlineBytes.class);

  private final BlobStore blobs;

  @Inject
  InlineBytes(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** The job with bytes, in slot order. */
  Job fill(Job wire) {
    Job.Builder filled = wire.toBuilder();
    long room = LARGEST_MESSAGE - (long) wire.getSerializedSize() - FRAME;
    for (ImageResult.Builder result : filled.getResultsBuilderList()) {
      if (result.hasImage()) {
        room -= result.getImage().getSizeBytes() + FRAME;
        if (room < 0) {
          break;
        }
        if (!isRoomFor(result.getImage().getSizeBytes())) {
          break;
        }
        read(result.getImage().getBlobId())
            .ifPresent(bytes -> result.getImageBuilder().setInlineBytes(bytes));
      }
    }
    return filled.build();
  }

  /** An answer that nobody reads stays in memory; without room for more, bytes are left out. */
  private static boolean isRoomFor(long bytes) {
    return CallBytes.current().map(counted -> counted.tryTell(bytes)).orElse(true);
  }

  /** Whether a blob is there. */
  boolean exists(String blobId) {
    try {
      return blobs.find(new BlobId(blobId)).isPresent();
    } catch (IOException e) {
      log.warn("blob {} could not be looked up", blobId, e);
      return false;
    }
  }

  /** The bytes of a blob; without them where they cannot be had, since the answer counts more. */
  Optional<ByteString> read(String blobId) {
    try (SeekableByteChannel channel = blobs.open(new BlobId(blobId))) {
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.position() < bytes.capacity()) {
        fillWindow(bytes, channel);
      }
      return Optional.of(UnsafeByteOperations.unsafeWrap(bytes.flip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      log.warn("blob {} could not be sent inline", blobId, e);
      return Optional.empty();
    }
  }

  /** In one piece they would be read into as much memory outside the heap first. */
  private static void fillWindow(ByteBuffer bytes, SeekableByteChannel channel) throws IOException {
    bytes.limit(Math.min(bytes.position() + WINDOW, bytes.capacity()));
    if (channel.read(bytes) < 0) {
      throw new IOException("the file is shorter than it was");
    }
  }
}
