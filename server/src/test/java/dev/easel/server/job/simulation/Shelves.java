package dev.easel.server.job.simulation;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every committed blob of a world. What was not committed dies with the process that wrote it. */
final class Shelves {
  private final Map<BlobId, Blob> blobs = new LinkedHashMap<>();

  void put(Blob blob) {
    blobs.put(blob.id(), blob);
  }

  Set<BlobId> ids() {
    return Set.copyOf(blobs.keySet());
  }

  Optional<Blob> find(BlobId id) {
    return Optional.ofNullable(blobs.get(id));
  }

  void delete(BlobId id) {
    blobs.remove(id);
  }

  int deleteExpired(java.time.Instant now) {
    int before = blobs.size();
    blobs.values().removeIf(blob -> !blob.expireTime().isAfter(now));
    return before - blobs.size();
  }
}
