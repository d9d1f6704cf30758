package dev.easel.sandbox.fal;

import java.util.List;
import java.util.Optional;

/** The endpoints that are emulated, as fal's model pages describe them (November 2026). */
final class Endpoints {

  private static final List<String> SIZES = List.of("1024x1024", "1536x1024", "1024x1536");
  private static final List<String> SIZES_OR_AUTO =
      List.of("auto", "1024x1024", "1536x1024", "1024x1536");
  private static final List<String> QUALITIES = List.of("low", "medium", "high");
  private static final List<String> QUALITIES_OR_AUTO = List.of("auto", "low", "medium", "high");

  private static final List<Endpoint> ALL =
      List.of(
          textToImage(
              "fal-ai/gpt-image-1/text-to-image",
              "gpt-image-1",
              new Field.Choice(Inputs.IMAGE_SIZE, SIZES_OR_AUTO, "auto"),
              new Field.Choice(Inputs.QUALITY, QUALITIES_OR_AUTO, "auto")),
          textToImage(
              "fal-ai/gpt-image-1-mini",
              "gpt-image-1-mini",
              new Field.Choice(Inputs.IMAGE_SIZE, SIZES_OR_AUTO, "auto"),
              new Field.Choice(Inputs.QUALITY, QUALITIES_OR_AUTO, "auto")),
          textToImage(
              "fal-ai/gpt-image-1.5",
              "gpt-image-1.5",
              new Field.Choice(Inputs.IMAGE_SIZE, SIZES, "1024x1024"),
              new Field.Choice(Inputs.QUALITY, QUALITIES, "high")));

  private Endpoints() {}

  static Optional<Endpoint> find(EndpointId id) {
    return ALL.stream().filter(endpoint -> endpoint.id().equals(id)).findFirst();
  }

  /** Whether any endpoint has this short form: the app is there, only the path may be wrong. */
  static boolean knowsApp(EndpointId id) {
    return ALL.stream().anyMatch(known -> known.id().shortForm().equals(id.shortForm()));
  }

  private static Endpoint textToImage(
      String id, String model, Field.Choice size, Field.Choice quality) {
    return new Endpoint(
        EndpointId.parse(id).orElseThrow(),
        model,
        List.of(
            new Field.Text(Inputs.PROMPT),
            size,
            new Field.Choice(Inputs.BACKGROUND, List.of("auto", "transparent", "opaque"), "auto"),
            quality,
            new Field.Whole(Inputs.NUM_IMAGES, 1, 4, 1),
            new Field.Choice(Inputs.OUTPUT_FORMAT, List.of("jpeg", "png", "webp"), "png"),
            new Field.Switch(Inputs.SYNC_MODE, false)));
  }
}
