package dev.easel.server.cli;

import dev.easel.server.cli.client.BlobDownload;
import dev.easel.server.cli.client.Connection;
import dev.easel.v1.Image;
import dev.easel.v1.ImageResult;
import dev.easel.v1.Job;
import io.grpc.StatusException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Saves a finished job's images. */
final class ImageSaver {
  private final BlobDownload download;
  private final Path folder;

  ImageSaver(Connection connection, Surroundings surroundings) {
    this.download = new BlobDownload(connection, surroundings.time());
    this.folder = surroundings.folder();
  }

  /** Saves them all and tells where, in the order of their slots. */
  List<SavedImage> save(Job job, Optional<Path> file, boolean replace)
      throws StatusException, IOException, InterruptedException {
    boolean several = job.getResultsCount() > 1;
    List<SavedImage> saved = new ArrayList<>();
    for (ImageResult result : job.getResultsList()) {
      if (result.hasImage()) {
        Image image = result.getImage();
        Path base = file.orElseGet(() -> folder.resolve(ImageNames.of(job, image)));
        Path target = several ? ImageNames.numbered(base, result.getIndex() + 1) : base;
        download.save(image, target, replace);
        saved.add(new SavedImage(target, image));
      }
    }
    return saved;
  }
}
