package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.spi.Operation;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where requests go.
 *
 * @param base the base URL, without a slash at its end
 * @param generations path of generations, below the base; {@code {model}} stands for the model
 * @param edits path of edits
 * @param query what every URL ends in
 */
record Address(URI base, String generations, String edits, Map<String, String> query) {
  Address {
    query = Map.copyOf(query);
  }

  /** The URL of an operation with a model, by the seller's name of it. */
  URI of(Operation operation, String model) {
    String path =
        switch (operation) {
          case GENERATE -> generations;
          case EDIT -> edits;
        };
    return URI.create(base + path.replace("{model}", encoded(model)) + queryText());
  }

  private String queryText() {
    return query.isEmpty()
        ? ""
        : query.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
