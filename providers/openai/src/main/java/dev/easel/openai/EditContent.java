package dev.easel.openai;

import dev.easel.http.Content;
import dev.easel.http.json.Json;
import dev.easel.spi.Call;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageWork;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.SourceBytes;
import dev.easel.spi.SourceImage;
import dev.easel.spi.Sources;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the body of an edit, in the form that its seller takes. */
final class EditContent {
  /** What the JSON schema of an edit has words for; the form has more. */
  private static final Set<Quality> JSON_QUALITIES =
      EnumSet.of(Quality.AUTO, Quality.LOW, Quality.MEDIUM, Quality.HIGH);

  private static final Set<Size> JSON_SIZES =
      Set.of(new Size(1024, 1024), new Size(1536, 1024), new Size(1024, 1536));

  private final ImageWork work;
  private final Sources sources;
  private final Call call;

  EditContent(ImageWork work, Sources sources, Call call) {
    this.work = work;
    this.sources = sources;
    this.call = call;
  }

  /**
   * The body.
   *
   * @param boundary a line that occurs in nothing that is sent
   */
  Content of(Map<String, Json> parameters, EditTransport transport, String boundary)
      throws ProviderException, InterruptedException {
    return switch (transport) {
      case AUTO -> saysItself() ? document(parameters) : form(parameters, "image[]", boundary);
      case MULTIPART -> form(parameters, "image[]", boundary);
      case MULTIPART_BARE -> form(parameters, "image", boundary);
      case JSON -> document(parameters);
    };
  }

  /** Whether a document without any bytes can say it all: that spares two ways of every image. */
  private boolean saysItself() {
    boolean published =
        Stream.concat(sources.images().stream(), sources.mask().stream())
            .allMatch(source -> source.publicUrl().isPresent());
    boolean sized =
        work.output()
            .size()
            .map(choice ->
                switch (choice) {
                  case SizeChoice.Auto() -> true;
                  case SizeChoice.Exact(Size size) -> JSON_SIZES.contains(size);
                })
            .orElse(true);
    return published && sized && work.output().quality().map(JSON_QUALITIES::contains).orElse(true);
  }

  private Content form(Map<String, Json> parameters, String imageName, String boundary)
      throws ProviderException, InterruptedException {
    List<SourceBytes> images = new ArrayList<>();
    for (SourceImage image : sources.images()) {
      images.add(image.load(call));
    }
    Optional<SourceBytes> mask =
        sources.mask().isPresent()
            ? Optional.of(sources.mask().get().load(call))
            : Optional.empty();
    return EditForm.of(parameters, imageName, images, mask, boundary);
  }

  private Content document(Map<String, Json> parameters)
      throws ProviderException, InterruptedException {
    List<EditSource> images = new ArrayList<>();
    for (int index = 0; index < sources.images().size(); index++) {
      images.add(reference(sources.images().get(index), "images[" + index + "]"));
    }
    Optional<EditSource> mask =
        sources.mask().isPresent()
            ? Optional.of(reference(sources.mask().get(), "mask"))
            : Optional.empty();
    return EditDocument.of(parameters, images, mask);
  }

  private EditSource reference(SourceImage source, String field)
      throws ProviderException, InterruptedException {
    if (source.publicUrl().isPresent()) {
      return new EditSource.Published(source.publicUrl().get());
    }
    SourceBytes bytes = source.load(call);
    if (!EditDocument.takes(bytes)) {
      throw new ProviderException(
          ProviderFailure.of(
                  Fate.NOT_SENT,
                  Fault.SOURCE_INVALID,
                  "a source is too large to be sent in a JSON document: at most "
                      + EditDocument.LONGEST_URL
                      + " characters in base64")
              .withFields(List.of(field)));
    }
    return new EditSource.Held(bytes);
  }
}
