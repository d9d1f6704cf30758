package dev.easel.server.api;

import dev.easel.server.blob.ImageHeader;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Reason;
import dev.easel.spi.ImageFormat;
import dev.easel.v1.EditRequest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what an edit starts from, noting every broken rule rather than stopping at the first. */
final class EditReader {
  private static final int MOST_IMAGES = 16;
  private static final long MOST_CARRIED = 3 << 20;

  private final SourceReader sources;

  @Inject
  EditReader(SourceReader sources) {
    this.sources = sources;
  }

  EditInput read(FieldRules rules, EditRequest wire, Caller caller, EditInput remembered) {
    List<Optional<ReadSource>> images = images(rules, wire, caller, remembered);
    Optional<ReadSource> mask =
        wire.hasMask()
            ? sources.read(rules, "mask", wire.getMask(), caller, remembered)
            : Optional.empty();
    checkMask(rules, mask, images);
    checkCarried(rules, Stream.concat(images.stream(), Stream.of(mask)));
    return new EditInput(
        images.stream().flatMap(Optional::stream).map(ReadSource::source).toList(),
        mask.map(ReadSource::source),
        Words.read(wire.getInputFidelity()));
  }

  private List<Optional<ReadSource>> images(
      FieldRules rules, EditRequest wire, Caller caller, EditInput remembered) {
    int count = wire.getImagesCount();
    if (count < 1 || count > MOST_IMAGES) {
      rules.broken("images", "has " + count + " images, 1 to " + MOST_IMAGES + " are taken");
    }
    List<Optional<ReadSource>> images = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST_IMAGES); i++) {
      images.add(sources.read(rules, "images[" + i + "]", wire.getImages(i), caller, remembered));
    }
    return images;
  }

  /** What is known here is checked here; what a URL shows, when a seller needs its bytes. */
  private static void checkMask(
      FieldRules rules, Optional<ReadSource> mask, List<Optional<ReadSource>> images) {
    Optional<ImageHeader> header = mask.flatMap(ReadSource::header);
    if (header.isEmpty()) {
      return;
    }
    if (header.get().format() != ImageFormat.PNG || !header.get().alpha()) {
      rules.broken("mask", Reason.SOURCE_IMAGE_INVALID, "is not a PNG with an alpha channel");
    }
    Optional<ImageHeader> first =
        images.stream().findFirst().flatMap(image -> image).flatMap(ReadSource::header);
    if (first.isPresent() && !first.get().size().equals(header.get().size())) {
      rules.broken(
          "mask",
          Reason.SOURCE_IMAGE_INVALID,
          "is %s, and the first image is %s".formatted(header.get().size(), first.get().size()));
    }
  }

  private static void checkCarried(FieldRules rules, Stream<Optional<ReadSource>> all) {
    long carried = all.flatMap(Optional::stream).mapToLong(ReadSource::carriedBytes).sum();
    if (carried > MOST_CARRIED) {
      rules.broken(
          "images", "carry " + carried + " bytes together, at most " + MOST_CARRIED + " are taken");
    }
  }
}
