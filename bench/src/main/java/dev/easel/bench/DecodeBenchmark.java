package dev.easel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.http.TransportException;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.stream.EventStream;
import dev.easel.http.stream.JsonStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Measures how long it takes to decode the image of one answer of OpenAI's, which comes in pieces:
 * by Easel, from a document and from an event of a stream; and by what is at hand otherwise.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecodeBenchmark {
  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 1 << 18, 64);

  /** Bytes of the image. */
  @Param({"1572864", "16777216"})
  public int bytes;

  private final JsonFactory jackson =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private byte[] document = new byte[0];
  private byte[] event = new byte[0];

  /** Makes up an image that does not compress. */
  @Setup
  public void make() {
    byte[] image = new byte[bytes];
    new Random(bytes).nextBytes(image);
    String text = Base64.getEncoder().encodeToString(image);
    String about = "\"background\":\"opaque\",\"size\":\"1024x1024\"";
    document =
        "{\"created\":1,%s,\"data\":[{\"b64_json\":\"%s\"}],\"usage\":{\"total_tokens\":1}}"
            .formatted(about, text)
            .getBytes(UTF_8);
    event =
        "event: image_generation.completed\ndata: {%s,\"b64_json\":\"%s\"}\n\n"
            .formatted(about, text)
            .getBytes(UTF_8);
  }

  /** Easel, a document. */
  @Benchmark
  public long easelDocument()
      throws JsonException, TransportException, InterruptedException, IOException {
    CountingSink sink = new CountingSink();
    try (JsonStream json = JsonStream.open(new Pieces(document), LIMITS)) {
      json.enterObject();
      for (var key = json.nextMember(); key.isPresent(); key = json.nextMember()) {
        if (key.get().equals("data") && json.enterArray()) {
          while (json.nextElement()) {
            image(json, sink);
          }
        }
      }
      json.end();
    }
    return sink.require(bytes);
  }

  /** Easel, one event of a stream. */
  @Benchmark
  public long easelEvent()
      throws JsonException, TransportException, InterruptedException, IOException {
    CountingSink sink = new CountingSink();
    EventStream events = new EventStream(new Pieces(event));
    while (events.next()) {
      try (JsonStream json = JsonStream.open(events.data(), LIMITS)) {
        image(json, sink);
        json.end();
      }
    }
    return sink.require(bytes);
  }

  private static void image(JsonStream json, CountingSink sink)
      throws JsonException, TransportException, InterruptedException, IOException {
    json.enterObject();
    for (var key = json.nextMember(); key.isPresent(); key = json.nextMember()) {
      if (key.get().equals("b64_json")) {
        json.base64(sink, Long.MAX_VALUE);
      }
    }
  }

  /** Jackson, decoding as it reads. */
  @Benchmark
  public long jacksonBinary() {
    CountingSink sink = new CountingSink();
    try (JsonParser parser = parser()) {
      while (parser.nextToken() != null) {
        if (atImage(parser)) {
          parser.readBinaryValue(Base64Variants.MIME_NO_LINEFEEDS, sink);
        }
      }
    }
    return sink.require(bytes);
  }

  /** Jackson for the text, and the JDK to decode it. */
  @Benchmark
  public long jacksonText() {
    CountingSink sink = new CountingSink();
    try (JsonParser parser = parser()) {
      while (parser.nextToken() != null) {
        if (atImage(parser)) {
          byte[] image = Base64.getDecoder().decode(parser.getString());
          sink.write(image, 0, image.length);
        }
      }
    }
    return sink.require(bytes);
  }

  private JsonParser parser() {
    return jackson.createParser(ObjectReadContext.empty(), new Pieces(document));
  }

  private static boolean atImage(JsonParser parser) {
    return parser.currentToken() == JsonToken.VALUE_STRING
        && "b64_json".equals(parser.currentName());
  }
}
