package dev.easel.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The listing in which the emulated fal tells when each of its requests was completed. */
final class SellersHistory {
  private static final int PAGE = 100;
  private static final Pattern REQUEST =
      Pattern.compile("\"request_id\":\"([^\"]+)\"[^{}]*\"ended_at\":\"([^\"]+)\"");

  private final URI seller;

  SellersHistory(URI seller) {
    this.seller = seller;
  }

  /** When the requests of an endpoint were completed, by their ids. */
  Map<String, Instant> completed(String endpoint) throws IOException, InterruptedException {
    Map<String, Instant> completed = new HashMap<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String page;
      int from = 0;
      do {
        page = page(client, endpoint, from);
        Matcher request = REQUEST.matcher(page);
        while (request.find()) {
          completed.put(request.group(1), Instant.parse(request.group(2)));
        }
        from += PAGE;
      } while (page.contains("\"has_more\":true"));
    }
    return completed;
  }

  private String page(HttpClient client, String endpoint, int from)
      throws IOException, InterruptedException {
    URI uri =
        seller.resolve(
            "/platform/v1/models/requests/by-endpoint?endpoint_id=%s&limit=%d&cursor=%d"
                .formatted(endpoint, PAGE, from));
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Key bench:mark").build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
