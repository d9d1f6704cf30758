package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.JsonReader;
import dev.easel.sandbox.json.MalformedJson;
import dev.easel.sandbox.web.Exchange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What uploads have in their bodies and paths. */
final class UploadBody {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int LONGEST_JSON = 1024 * 1024;
  private static final int LONGEST_FILE = 100 * 1024 * 1024;

  private UploadBody() {}

  static Json.Struct json(Exchange exchange) throws IOException, Refused {
    byte[] body = exchange.body(LONGEST_JSON).orElseThrow(UploadBody::tooLarge);
    try {
      if (JsonReader.read(body) instanceof Json.Struct struct) {
        return struct;
      }
    } catch (MalformedJson e) {
      Refused refused = malformed();
      refused.initCause(e);
      throw refused;
    }
    throw malformed();
  }

  static byte[] file(Exchange exchange) throws IOException, Refused {
    return exchange.body(LONGEST_FILE).orElseThrow(UploadBody::tooLarge);
  }

  static String text(Json.Struct body, String name, String otherwise) {
    return body.members().get(name) instanceof Json.Text(String text) ? text : otherwise;
  }

  static Optional<Integer> number(String segment) {
    return NUMBER.matcher(segment).matches()
        ? Optional.of(Integer.valueOf(segment))
        : Optional.empty();
  }

  /** The numbers of the parts that a client has sent, as it lists them. */
  static List<Integer> parts(Json.Struct body) {
    return body.members().get("parts") instanceof Json.Array(List<Json> items)
        ? items.stream().flatMap(item -> partNumber(item).stream()).toList()
        : List.of();
  }

  private static Optional<Integer> partNumber(Json item) {
    return item instanceof Json.Struct part
            && part.members().get("partNumber") instanceof Json.Numeral(String literal)
        ? number(literal)
        : Optional.empty();
  }

  static Refused malformed() {
    return new Refused(FalErrors.detail(422, "The body is not what was expected"));
  }

  private static Refused tooLarge() {
    return new Refused(FalErrors.request(413, "bad_request", "Payload Too Large"));
  }
}
