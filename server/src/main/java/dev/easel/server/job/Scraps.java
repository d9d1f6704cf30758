package dev.easel.server.job;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.domain.BlobId;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs that are of no use once a job's work is over: copies of what its sources' URLs show, and
 * previews. What a crash leaves goes at its expire time. Safe for threads.
 */
final class Scraps {
  private static final Logger log = LoggerFactory.getLogger(Scraps.class);

  private final BlobStore blobs;
  private final Queue<BlobId> ids = new ConcurrentLinkedQueue<>();

  Scraps(BlobStore blobs) {
    this.blobs = blobs;
  }

  void add(BlobId id) {
    ids.add(id);
  }

  void discard() {
    for (BlobId id = ids.poll(); id != null; id = ids.poll()) {
      try {
        blobs.delete(id);
      } catch (IOException e) {
        log.warn("blob {} stays until its time is over", id, e);
      }
    }
  }
}
