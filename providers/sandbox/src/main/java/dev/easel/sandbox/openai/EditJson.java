package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An edit as JSON. Images come as data URLs or as links to the sandbox's own files, as it asks
 * nobody else for anything; one that is named by the id of a file is taken for a square of 1024.
 */
final class EditJson {

  private static final int LONGEST_URL = 20_971_520;
  private static final String BASE64 = ";base64,";
  private static final Reference NAMED = new Reference(PixelSize.SQUARE, true);

  private final Links links;
  private final String base;

  /** {@code base} is the address that the sandbox is known by. */
  EditJson(Links links, String base) {
    this.links = links;
    this.base = base;
  }

  EditInputs read(Json.Struct body) throws InterruptedException, Rejected {
    Parameters all = new Parameters(body.members(), false);
    List<Reference> images = new ArrayList<>();
    Optional<Json> list = all.value("images");
    if (list.isPresent()) {
      if (!(list.get() instanceof Json.Array(List<Json> items))) {
        throw Parameters.wrongType("images", "an array of objects");
      }
      for (int i = 0; i < items.size(); i++) {
        images.add(reference("images[" + i + "]", items.get(i)));
      }
    }
    Optional<Json> mask = all.value("mask");
    Optional<Reference> maskReference =
        mask.isPresent() ? Optional.of(reference("mask", mask.get())) : Optional.empty();
    Map<String, Json> rest = new LinkedHashMap<>(body.members());
    rest.remove("images");
    rest.remove("mask");
    return new EditInputs(new Parameters(rest, false), images, maskReference);
  }

  private Reference reference(String name, Json value) throws InterruptedException, Rejected {
    if (!(value instanceof Json.Struct struct)) {
      throw Parameters.wrongType(name, "an object");
    }
    Parameters members = new Parameters(struct.members(), false);
    for (String member : struct.members().keySet()) {
      if (!member.equals("image_url") && !member.equals("file_id")) {
        String unknown = name + "." + Parameters.shown(member);
        throw new Rejected(
            ApiError.request(
                "unknown_parameter", unknown, "Unknown parameter: '" + unknown + "'."));
      }
    }
    Optional<String> url = members.text("image_url");
    if (url.isPresent() == members.text("file_id").isPresent()) {
      throw new Rejected(
          ApiError.request(
              "invalid_value", name, "Exactly one of 'image_url' and 'file_id' must be given."));
    }
    return url.isPresent() ? byUrl(name + ".image_url", url.get()) : NAMED;
  }

  private Reference byUrl(String name, String url) throws InterruptedException, Rejected {
    if (url.length() > LONGEST_URL) {
      throw new Rejected(
          ApiError.request(
              "string_above_max_length", name, "Invalid '" + name + "': string too long."));
    }
    if (url.startsWith("https://") || url.startsWith("http://")) {
      return byLink(name, url);
    }
    int data = url.indexOf(BASE64);
    if (!url.startsWith("data:image/") || data < 0) {
      throw new Rejected(
          ApiError.user("invalid_image_url", name, "Expected an https URL or a base64 data URL."));
    }
    try {
      byte[] file = Base64.getDecoder().decode(url.substring(data + BASE64.length()));
      return ImageHead.read(file).orElseThrow(() -> EditInputs.noImage(name));
    } catch (IllegalArgumentException e) {
      Rejected rejected =
          new Rejected(
              ApiError.user("invalid_base64_image", name, "The image is not valid base64."));
      rejected.initCause(e);
      throw rejected;
    }
  }

  private Reference byLink(String name, String url) throws InterruptedException, Rejected {
    byte[] file =
        links
            .file(base, url)
            .orElseThrow(() ->
                new Rejected(
                    ApiError.user(
                        "invalid_image_url",
                        name,
                        "Error while downloading "
                            + Parameters.shown(url)
                            + ". Upstream status code: 404.")));
    return ImageHead.read(file).orElseThrow(() -> EditInputs.noImage(name));
  }
}
