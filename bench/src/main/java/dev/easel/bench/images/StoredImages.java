package dev.easel.bench.images;

import dev.easel.bench.Child;
import dev.easel.v1.Image;
import java.io.IOException;
import java.nio.file.Path;

/** The images that an Easel has in its data folder. Safe for threads. */
final class StoredImages {
  private static final int SHELF_NAME = 2;

  private final PageCache cache = new PageCache();
  private final Path folder;

  StoredImages(Child easel) {
    this.folder = easel.data().resolve("blobs");
  }

  /** Gives back the memory of an image that was read. */
  void leaveMemory(Image image) throws IOException {
    String id = image.getBlobId();
    cache.forget(folder.resolve(id.substring(0, SHELF_NAME)).resolve(id + ".image"));
  }
}
