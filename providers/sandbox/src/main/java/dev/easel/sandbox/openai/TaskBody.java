package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.JsonReader;
import dev.easel.sandbox.json.MalformedJson;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.sandbox.web.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the body of a request, in each of the forms it may have, and tells the ledger of it. */
final class TaskBody {

  private static final int LONGEST_GENERATION = 1024 * 1024;
  // One image of the largest size that may be written into JSON, and its neighbours.
  private static final int LONGEST_EDIT = 32 * 1024 * 1024;

  private final Models models;
  private final Dialect dialect;
  private final Links links;
  private final Ledger.Entry entry;

  TaskBody(Models models, Dialect dialect, Links links, Ledger.Entry entry) {
    this.models = models;
    this.dialect = dialect;
    this.links = links;
    this.entry = entry;
  }

  ImageTask read(Exchange exchange, Operation operation)
      throws IOException, InterruptedException, Rejected {
    if (operation == Operation.GENERATION) {
      Parameters parameters = new Parameters(struct(exchange, LONGEST_GENERATION).members(), false);
      return task(exchange, operation, parameters, operation.parameters(), noImages(parameters));
    }
    String type = exchange.header("Content-Type").orElse("");
    if (dialect.editsByJson() && type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      EditInputs inputs = new EditJson(links, exchange.base()).read(struct(exchange, LONGEST_EDIT));
      List<String> known = new ArrayList<>(operation.parameters());
      known.add("moderation");
      return edit(exchange, inputs, known, "images");
    }
    try (InputStream in = exchange.input()) {
      MultipartReader form =
          MultipartReader.of(type, in).orElseThrow(() -> new Rejected(dialect.unsupported(type)));
      return edit(exchange, EditForm.read(form), operation.parameters(), "image");
    }
  }

  private ImageTask edit(Exchange exchange, EditInputs inputs, List<String> known, String images)
      throws Rejected {
    ImageTask task = task(exchange, Operation.EDIT, inputs.parameters(), known, inputs);
    inputs.check(images);
    return task;
  }

  private static EditInputs noImages(Parameters parameters) {
    return new EditInputs(parameters, List.of(), Optional.empty());
  }

  private ImageTask task(
      Exchange exchange,
      Operation operation,
      Parameters given,
      List<String> known,
      EditInputs inputs)
      throws Rejected {
    if (given.value("prompt").orElse(null) instanceof Json.Text(String prompt)) {
      entry.asked(prompt);
    }
    String asked = given.text("model").orElse(operation.model());
    entry.addressed(String.join("/", exchange.path()) + "/" + Parameters.shown(asked));
    Translated translated = dialect.translate(exchange, operation, given);
    String name = translated.parameters().text("model").orElse(operation.model());
    Model model =
        models.find(name).orElseThrow(() -> new Rejected(ApiError.noModel(Parameters.shown(name))));
    translated.parameters().allow(known);
    return new TaskReader(operation, model, translated).read(inputs.images(), inputs.mask());
  }

  private static Json.Struct struct(Exchange exchange, int limit) throws IOException, Rejected {
    byte[] body =
        exchange
            .body(limit)
            .orElseThrow(
                () -> new Rejected(ApiError.unreadable(413, "The request body is too large.")));
    try {
      if (JsonReader.read(body) instanceof Json.Struct struct) {
        return struct;
      }
    } catch (MalformedJson e) {
      Rejected rejected = new Rejected(unparsed());
      rejected.initCause(e);
      throw rejected;
    }
    throw new Rejected(unparsed());
  }

  private static ApiError unparsed() {
    return ApiError.unreadable(
        400,
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't"
            + " using your HTTP library correctly. The OpenAI API expects a JSON payload, but what"
            + " was sent was not valid JSON.)");
  }
}
