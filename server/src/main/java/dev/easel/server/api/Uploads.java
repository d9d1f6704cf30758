package dev.easel.server.api;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.UploadSettings;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.job.Clockwork;
import dev.easel.v1.UploadBlobResponse;
import io.grpc.stub.ServerCallStreamObserver;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** The uploads under way, of which there are never more than there is room for. */
final class Uploads {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
  private static final int ENOUGH_LIFE = 2;

  private final BlobStore blobs;
  private final Clockwork clockwork;
  private final Executor executor;
  private final UploadSettings settings;
  private final Semaphore room;

  @Inject
  Uploads(BlobStore blobs, Clockwork clockwork, Executor executor, UploadSettings settings) {
    this.blobs = blobs;
    this.clockwork = clockwork;
    this.executor = executor;
    this.settings = settings;
    this.room = new Semaphore(settings.maxOpen());
  }

  /**
   * Begins an upload.
   *
   * @throws Rejection if there is no room
   */
  Upload open(Caller caller, ServerCallStreamObserver<UploadBlobResponse> stream) {
    if (!room.tryAcquire()) {
      throw Rejection.until(
          Reason.SERVER_OVERLOADED,
          RETRY_DELAY,
          "%d uploads are under way, as many as there may be".formatted(settings.maxOpen()));
    }
    Upload upload = new Upload(this, new Store(caller), stream);
    upload.begin();
    return upload;
  }

  /** Gives an upload's room to another. */
  void leave() {
    room.release();
  }

  Patience patience(Duration each, Duration inAll, Runnable spent) {
    return new Patience(clockwork, executor, each, inAll, spent);
  }

  /** The store as one caller's uploads see it. */
  final class Store {
    private final Caller caller;

    private Store(Caller caller) {
      this.caller = caller;
    }

    BlobWriter create() throws IOException {
      return blobs.create(caller, BlobPurpose.UPLOAD, clockwork.now().plus(settings.retention()));
    }

    /** The same bytes, stored before, if they are kept for long enough to be of use. */
    Optional<Blob> find(String sha256) throws IOException {
      return blobs.findUpload(
          caller, sha256, clockwork.now().plus(settings.retention().dividedBy(ENOUGH_LIFE)));
    }
  }
}
