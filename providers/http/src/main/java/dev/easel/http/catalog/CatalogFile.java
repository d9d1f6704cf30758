package dev.easel.http.catalog;

import dev.easel.http.json.JsonDocument;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.spi.Catalog;
import dev.easel.spi.Offering;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a seller's catalog from the JSON document in which people keep it.
 *
 * <pre>{@code
 * {"seller": "fal", "source": "where the facts were read", "date": "2026-11-20",
 *  "models": [{
 *    "id": "gpt-image-1.5", "display_name": "GPT Image 1.5",
 *    "retire_date": "2026-12-01", "replacement": "gpt-image-2.5-flare",
 *    "cancel_running": false, "survives_restart": true,
 *    "caller_key": {"metadata": "easel-openai-api-key", "required": true},
 *    "endpoints": {"generate": {
 *      "name": "fal-ai/gpt-image-1.5", "max_count": 4,
 *      "sizes": ["auto", "1024x1024"], "qualities": ["low", "high"],
 *      "size_rule": {"multiple_of": 16, "max_side": 3840, "max_ratio": 3, "min_pixels": 655360, "max_pixels": 8294400},
 *      "backgrounds": ["auto", "opaque"], "formats": ["png", "webp"],
 *      "compression": true, "moderations": ["auto", "low"], "max_previews": 3,
 *      "max_sources": 0, "mask": false, "input_fidelities": [],
 *      "defaults": {"size": "auto", "quality": "low", "background": "auto", "format": "png",
 *                   "compression": 100, "moderation": "auto"},
 *      "prices": {
 *        "images": {"low": {"1024x1024": "0.009", "other": "0.013"}, "high": {"other": "0.2"}},
 *        "per_million": {"input_text_token": "5", "output_text_token": "10"},
 *        "rounding": "none", "tokens_per_word": 4, "output_text_token_allowance": 2000}}}}]}
 * }</pre>
 *
 * <p>A seller that bills by the token has, in the place of {@code images} or beside it, some of
 * these; {@code docs/prices.md} tells what each means:
 *
 * <pre>{@code
 * {"per_million": {"input_text_token": "5", "input_image_token": "8", "output_image_token": "30"},
 *  "image_tokens": {"low": {"1024x1024": 272}}, "image_grid": {"low": 16}, "tokens_per_preview": 100,
 *  "prompt_tokens": {"bytes_per_token": 8, "frame": 16},
 *  "source_tokens": {"low": {"tiles": {"base": 65, "each": 129}},
 *                    "high": {"tiles": {"base": 65, "each": 129}, "square": 4160, "oblong": 6240},
 *                    "any": {"patches": 1536, "published": {"1024x1024": 1024}, "least": 352}},
 *  "image_rounding": "up_to_cent", "rounding": "none", "billable_unit": "0.01"}
 * }</pre>
 *
 * <p>Money is a text, in US dollars. What is left out is not offered; {@code prices} cannot be left
 * out, but may be {@code "unknown"}. A key {@code note} is welcome in every object and is ignored.
 */
public final class CatalogFile {
  private static final JsonReader READER = new JsonReader(JsonLimits.FILE);

  private CatalogFile() {}

  /**
   * Reads a document.
   *
   * @param name what to call it in messages, such as its path
   * @param document its bytes, UTF-8
   * @throws CatalogException with every mistake at once
   */
  public static Catalog read(String name, byte[] document) throws CatalogException {
    List<Mistake> mistakes = new ArrayList<>();
    Optional<Catalog> catalog = parse(document, mistakes);
    if (catalog.isEmpty() || !mistakes.isEmpty()) {
      throw new CatalogException(name, mistakes);
    }
    return catalog.get();
  }

  /**
   * Reads a document that is part of a provider's own jar.
   *
   * @param owner a class beside the document
   * @param name the document's name
   * @throws IllegalStateException if it is missing or has mistakes
   */
  public static Catalog resource(Class<?> owner, String name) {
    try (InputStream stream = owner.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the jar lacks its " + name);
      }
      return read(name, stream.readAllBytes());
    } catch (CatalogException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Catalog> parse(byte[] bytes, List<Mistake> mistakes) {
    try {
      JsonDocument document = READER.readDocument(bytes);
      document
          .duplicateKeys()
          .forEach(path -> mistakes.add(new Mistake(path, "occurs twice in its object")));
      return catalog(new Value("", document.root(), mistakes));
    } catch (JsonException e) {
      mistakes.add(new Mistake("", e.problem()));
      return Optional.empty();
    }
  }

  private static Optional<Catalog> catalog(Value root) {
    return root.object("seller", "source", "date", "models").flatMap(CatalogFile::catalog);
  }

  private static Optional<Catalog> catalog(Members document) {
    Optional<String> seller = document.required("seller", Value::text);
    Optional<String> source = document.required("source", Value::text);
    Optional<LocalDate> date = document.required("date", Value::date);
    List<Offering> offerings =
        document.required("models", CatalogFile::offerings).orElse(List.of());
    return seller.flatMap(name ->
        source.flatMap(origin -> date.map(day -> new Catalog(name, origin, day, offerings))));
  }

  private static Optional<List<Offering>> offerings(Value models) {
    ModelReader reader = new ModelReader();
    return Optional.of(models.list(reader::read));
  }
}
