package dev.easel.sandbox.fal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints that are emulated, as fal's model pages describe them (November 2026). */
final class Endpoints {

  private static final List<String> THREE = List.of("low", "medium", "high");
  private static final List<String> THREE_OR_AUTO = List.of("auto", "low", "medium", "high");
  private static final List<String> SIZES = List.of("1024x1024", "1536x1024", "1024x1536");

  private static final Field SIZE =
      new Field.Choice(
          Inputs.IMAGE_SIZE, List.of("auto", "1024x1024", "1536x1024", "1024x1536"), "auto");
  private static final Field QUALITY = new Field.Choice(Inputs.QUALITY, THREE_OR_AUTO, "auto");
  private static final Field BACKGROUND =
      new Field.Choice(Inputs.BACKGROUND, List.of("auto", "transparent", "opaque"), "auto");
  private static final Field COUNT = new Field.Whole(Inputs.NUM_IMAGES, 1, 4, 1);
  private static final Field FORMAT =
      new Field.Choice(Inputs.OUTPUT_FORMAT, List.of("jpeg", "png", "webp"), "png");
  private static final Field INLINE = new Field.Switch(Inputs.SYNC_MODE, false);
  private static final Field SOURCES = new Field.Links(Inputs.IMAGE_URLS, 16);
  private static final Field FIDELITY =
      new Field.Choice(Inputs.INPUT_FIDELITY, List.of("low", "high"), "high");
  private static final Field KEY = new Field.Key(Inputs.OPENAI_API_KEY);

  private static final List<Endpoint> ALL =
      Stream.of(
              first(),
              mini(),
              oneAndAHalf(),
              second(),
              secondAndAHalf("flare"),
              secondAndAHalf("sunburst"))
          .flatMap(List::stream)
          .toList();

  private Endpoints() {}

  static Optional<Endpoint> find(EndpointId id) {
    return ALL.stream().filter(endpoint -> endpoint.id().equals(id)).findFirst();
  }

  /** Whether any endpoint has this short form: the app is there, only the path may be wrong. */
  static boolean knowsApp(EndpointId id) {
    return ALL.stream().anyMatch(known -> known.id().shortForm().equals(id.shortForm()));
  }

  private static List<Endpoint> first() {
    String model = "gpt-image-1";
    String draw = "fal-ai/gpt-image-1/text-to-image";
    String edit = "fal-ai/gpt-image-1/edit-image";
    return List.of(
        endpoint(draw, model, SIZE, BACKGROUND, QUALITY, COUNT, FORMAT, INLINE),
        endpoint(draw + "/byok", model, SIZE, COUNT, QUALITY, BACKGROUND, KEY),
        endpoint(edit, model, SOURCES, SIZE, BACKGROUND, QUALITY, FIDELITY, COUNT, FORMAT, INLINE),
        endpoint(edit + "/byok", model, SOURCES, SIZE, COUNT, QUALITY, KEY));
  }

  private static List<Endpoint> mini() {
    String model = "gpt-image-1-mini";
    String draw = "fal-ai/gpt-image-1-mini";
    return List.of(
        endpoint(draw, model, SIZE, BACKGROUND, QUALITY, COUNT, FORMAT, INLINE),
        endpoint(draw + "/edit", model, SOURCES, SIZE, BACKGROUND, QUALITY, COUNT, FORMAT, INLINE));
  }

  private static List<Endpoint> oneAndAHalf() {
    String model = "gpt-image-1.5";
    String draw = "fal-ai/gpt-image-1.5";
    Field quality = new Field.Choice(Inputs.QUALITY, THREE, "high");
    Field size = new Field.Choice(Inputs.IMAGE_SIZE, SIZES, "1024x1024");
    Field mask = new Field.Link("mask_image_url");
    return List.of(
        endpoint(draw, model, size, BACKGROUND, quality, COUNT, FORMAT, INLINE),
        endpoint(
            draw + "/edit",
            model,
            SOURCES,
            mask,
            SIZE,
            BACKGROUND,
            quality,
            FIDELITY,
            COUNT,
            FORMAT,
            INLINE));
  }

  private static List<Endpoint> second() {
    String model = "gpt-image-2";
    String draw = "openai/gpt-image-2";
    Field quality = new Field.Choice(Inputs.QUALITY, THREE_OR_AUTO, "high");
    Field size = new Field.Size(Inputs.IMAGE_SIZE, "landscape_4_3");
    Field sizeOfEdit = new Field.Size(Inputs.IMAGE_SIZE, "auto");
    Field mask = new Field.Link("mask_url");
    return List.of(
        endpoint(draw, model, size, quality, COUNT, FORMAT, INLINE),
        endpoint(draw + "/edit", model, SOURCES, mask, sizeOfEdit, quality, COUNT, FORMAT, INLINE));
  }

  /** Its defaults are not known; they are taken to be those of gpt-image-2. */
  private static List<Endpoint> secondAndAHalf(String name) {
    String model = "gpt-image-2.5-" + name;
    String app = "openai/gpt-image-2.5/" + name;
    Field quality =
        new Field.Choice(
            Inputs.QUALITY, List.of("auto", "low", "medium", "high", "xhigh", "max"), "high");
    Field size = new Field.Size(Inputs.IMAGE_SIZE, "landscape_4_3");
    Field sizeOfEdit = new Field.Size(Inputs.IMAGE_SIZE, "auto");
    Field count = new Field.Whole(Inputs.NUM_IMAGES, 1, 10, 1);
    Field compression = new Field.Whole(Inputs.OUTPUT_COMPRESSION, 0, 100, 100);
    Field mask = new Field.Link("mask_url");
    return List.of(
        endpoint(
            app + "/text-to-image",
            model,
            size,
            BACKGROUND,
            quality,
            count,
            FORMAT,
            compression,
            INLINE),
        endpoint(
            app + "/edit",
            model,
            SOURCES,
            mask,
            sizeOfEdit,
            BACKGROUND,
            quality,
            count,
            FORMAT,
            compression,
            INLINE));
  }

  private static Endpoint endpoint(String id, String model, Field... fields) {
    return new Endpoint(
        EndpointId.parse(id).orElseThrow(),
        model,
        Stream.concat(Stream.of(new Field.Text(Inputs.PROMPT)), Stream.of(fields)).toList());
  }
}
