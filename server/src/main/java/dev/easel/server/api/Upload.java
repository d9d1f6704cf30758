package dev.easel.server.api;

import com.google.protobuf.ByteString;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.v1.BlobHeader;
import dev.easel.v1.UploadBlobRequest;
import dev.easel.v1.UploadBlobResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upload. The next message is asked for when the last one is stored, so that never more than
 * one is in memory. Runs on the call's own virtual thread, which may wait for the disk.
 */
final class Upload implements StreamObserver<UploadBlobRequest> {
  private static final Logger log = LoggerFactory.getLogger(Upload.class);
  private static final int LARGEST_CHUNK = 1 << 20;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Uploads uploads;
  private final ServerCallStreamObserver<UploadBlobResponse> stream;
  private final Uploads.Store store;
  private final Patience patience;
  private @Nullable IncomingBlob incoming;
  private boolean over;

  /** Takes a slot of the uploads, which it gives back at its end. */
  Upload(
      Uploads uploads, Uploads.Store store, ServerCallStreamObserver<UploadBlobResponse> stream) {
    this.uploads = uploads;
    this.store = store;
    this.stream = stream;
    this.patience = uploads.patience(LONGEST_SILENCE, LONGEST, this::giveUp);
  }

  /** Asks for the header. */
  void begin() {
    stream.setOnCancelHandler(this::end);
    stream.disableAutoRequest();
    stream.request(1);
  }

  @Override
  public synchronized void onNext(UploadBlobRequest message) {
    endingIfThrown(() -> {
      switch (message.getPayloadCase()) {
        case HEADER -> takeHeader(message.getHeader());
        case CHUNK -> takeChunk(message.getChunk());
        case PAYLOAD_NOT_SET -> throw broken("payload", "is missing");
      }
      if (!over) {
        patience.renew();
        stream.request(1);
      }
    });
  }

  @Override
  public synchronized void onCompleted() {
    endingIfThrown(() -> {
      IncomingBlob whole = begun();
      Optional<Blob> known = store.find(whole.requireWhole());
      answer(known.isPresent() ? known.get() : whole.commit());
    });
  }

  @Override
  public void onError(Throwable gone) {
    end();
  }

  private void takeHeader(BlobHeader wire) throws IOException {
    if (incoming != null) {
      throw broken("header", "was sent already; only chunks follow it");
    }
    UploadHeader header = UploadHeader.read(wire);
    Optional<Blob> known =
        header.sha256().isPresent() ? store.find(header.sha256().get()) : Optional.empty();
    // Another size with the same hash is a mistake, which the bytes will show.
    if (known.filter(blob -> blob.bytes() == header.bytes()).isPresent()) {
      answer(known.get());
    } else {
      incoming = new IncomingBlob(header, store.create());
    }
  }

  private void takeChunk(ByteString chunk) throws IOException {
    IncomingBlob begun = begun();
    if (chunk.isEmpty() || chunk.size() > LARGEST_CHUNK) {
      throw broken("chunk", "has " + chunk.size() + " bytes, not between 1 and " + LARGEST_CHUNK);
    }
    begun.write(chunk);
  }

  private IncomingBlob begun() {
    if (incoming == null) {
      throw broken("header", "is missing; it comes first");
    }
    return incoming;
  }

  private void answer(Blob blob) {
    end();
    stream.onNext(UploadBlobResponse.newBuilder().setBlob(ResultWriter.wire(blob)).build());
    stream.onCompleted();
  }

  private synchronized void giveUp() {
    if (over || !patience.over()) {
      return;
    }
    end();
    stream.onError(
        Statuses.of(
            Rejection.of(
                Reason.UPLOAD_STALLED,
                "nothing came for %d seconds, or not everything within %d minutes; upload again"
                    .formatted(LONGEST_SILENCE.toSeconds(), LONGEST.toMinutes()))));
  }

  private void endingIfThrown(Step step) {
    if (over) {
      // The rest of what an early answer, or a refusal, made superfluous.
      return;
    }
    try {
      step.run();
    } catch (IOException e) {
      end();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      end();
      throw e;
    }
  }

  /** Leaves nothing behind but a blob that was committed. */
  private synchronized void end() {
    if (over) {
      return;
    }
    over = true;
    patience.stop();
    uploads.leave();
    try {
      if (incoming != null) {
        incoming.close();
      }
    } catch (IOException e) {
      log.warn("the rest of an upload stays until the next start", e);
    }
  }

  private static Rejection broken(String field, String message) {
    FieldRules rules = new FieldRules();
    rules.broken(field, message);
    return Rejection.of(rules.violations(), Map.of());
  }

  /** What a message leads to. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
