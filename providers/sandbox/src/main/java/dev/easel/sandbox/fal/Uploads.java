package dev.easel.sandbox.fal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The uploaded files; the oldest go when they become too many. Safe for several threads. */
final class Uploads {

  private static final int MOST = 1_000;
  private static final long ROOM = 128L * 1024 * 1024;

  private final Map<String, Upload> files = new LinkedHashMap<>();

  synchronized Upload open(String name, String contentType) {
    Upload upload = new Upload(name, contentType);
    files.put(upload.id(), upload);
    makeRoom(upload);
    return upload;
  }

  synchronized Optional<Upload> find(String id) {
    return Optional.ofNullable(files.get(id));
  }

  /** The upload of this id, if that is its secret. */
  Optional<Upload> find(String id, Optional<String> secret) {
    return find(id).filter(upload -> secret.filter(upload.secret()::equals).isPresent());
  }

  /** Adds a part. */
  synchronized void put(Upload upload, int number, byte[] bytes) {
    upload.put(number, bytes);
    makeRoom(upload);
  }

  private void makeRoom(Upload latest) {
    long length = files.values().stream().mapToLong(Upload::length).sum();
    Iterator<Upload> oldest = files.values().iterator();
    while ((length > ROOM || files.size() > MOST) && oldest.hasNext()) {
      Upload candidate = oldest.next();
      if (candidate != latest) {
        length -= candidate.length();
        oldest.remove();
      }
    }
  }
}
