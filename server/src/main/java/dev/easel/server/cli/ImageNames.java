package dev.easel.server.cli;

import dev.easel.v1.Image;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.Job;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** What image files are called. */
final class ImageNames {
  private static final int SLUG = 40;

  private ImageNames() {}

  /** A name made of the prompt and the job. */
  static String of(Job job, Image image) {
    String slug =
        Normalizer.normalize(job.getPrompt(), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String cut = slug.substring(0, Math.min(SLUG, slug.length())).replaceAll("-$", "");
    String id = job.getId().replaceAll("[^A-Za-z0-9]", "");
    String tail = id.substring(Math.max(0, id.length() - 8));
    return (cut.isEmpty() ? "image" : cut) + "-" + tail + "." + extension(image);
  }

  /** The name of one file of several: FILE-1.png. */
  static Path numbered(Path file, int number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String numbered =
        dot <= 0
            ? name + "-" + number
            : name.substring(0, dot) + "-" + number + name.substring(dot);
    return file.resolveSibling(numbered);
  }

  /** The format that a file's name promises. */
  static Optional<ImageFormat> promised(Path file) {
    // A root has no name of its own.
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "png" -> Optional.of(ImageFormat.IMAGE_FORMAT_PNG);
      case "jpg", "jpeg" -> Optional.of(ImageFormat.IMAGE_FORMAT_JPEG);
      case "webp" -> Optional.of(ImageFormat.IMAGE_FORMAT_WEBP);
      default -> Optional.empty();
    };
  }

  private static String extension(Image image) {
    return switch (image.getMediaType()) {
      case "image/png" -> "png";
      case "image/jpeg" -> "jpg";
      case "image/webp" -> "webp";
      default -> "bin";
    };
  }
}
