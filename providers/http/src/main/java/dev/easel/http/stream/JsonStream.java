package dev.easel.http.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.http.ByteSource;
import dev.easel.http.TransportException;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Steps through a JSON document as it arrives. A text in base64 goes to a channel as it is decoded;
 * small values become trees; what nobody asks for is passed over, whatever it is. Memory does not
 * depend on the document: what becomes a tree is bounded, the rest is never held, but for the names
 * and numbers that are stepped on. Not safe for threads.
 *
 * <p>A value is entered, read, or left alone; the next step passes over what was left alone. What
 * was entered is stepped through to its end.
 */
public final class JsonStream implements AutoCloseable {
  /** What is stepped on costs time. */
  private static final long MOST_TOKENS = 4_000_000;

  /**
   * What the parser itself holds: one number, and every name, for as long as it reads. An answer in
   * which they are longer is lost, and may have been paid for.
   */
  private static final int LONGEST_WORD = 1 << 20;

  private static final long LONGEST_NAMES_IN_ALL = 16 << 20;

  private final JsonParser parser;
  private final ArrivingBytes bytes;
  private final JsonLimits limits;
  private @Nullable JsonToken value;
  private long names;
  private boolean started;

  private JsonStream(JsonParser parser, ArrivingBytes bytes, JsonLimits limits) {
    this.parser = parser;
    this.bytes = bytes;
    this.limits = limits;
  }

  /**
   * Begins to read a source, within limits; those of texts and depth hold for what becomes a tree.
   * Waits for the first bytes, which tell the encoding.
   */
  public static JsonStream open(ByteSource source, JsonLimits limits)
      throws JsonException, TransportException, InterruptedException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    // One deeper than a tree may be is seen before it is passed over.
                    .maxNestingDepth(limits.depth() + 1)
                    // Holds for numbers as well; of texts the parser sees only what a tree may
                    // hold.
                    .maxStringLength(Math.max(LONGEST_WORD, BoundedTree.mostBytes(limits)))
                    .maxNumberLength(LONGEST_WORD)
                    .maxNameLength(LONGEST_WORD)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .build();
    try {
      ArrivingBytes bytes = new ArrivingBytes(source, limits.bytes());
      JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes);
      return new JsonStream(parser, bytes, limits);
    } catch (JacksonException e) {
      throw unreadable(e, 0);
    }
  }

  /** Steps into the value, if it is an object; else it is left alone. */
  public boolean enterObject() throws JsonException, TransportException, InterruptedException {
    return enter(JsonToken.START_OBJECT);
  }

  /** Steps into the value, if it is an array; else it is left alone. */
  public boolean enterArray() throws JsonException, TransportException, InterruptedException {
    return enter(JsonToken.START_ARRAY);
  }

  /** Steps to the next member of the object entered last: its key, or empty at the end. */
  public Optional<String> nextMember()
      throws JsonException, TransportException, InterruptedException {
    passOver();
    if (step() != JsonToken.PROPERTY_NAME) {
      return Optional.empty();
    }
    String key = parser.currentName();
    hold(key.length());
    value = step();
    return Optional.of(key);
  }

  /** Steps to the next element of the array entered last; false at the end. */
  public boolean nextElement() throws JsonException, TransportException, InterruptedException {
    passOver();
    JsonToken token = step();
    boolean present = token != JsonToken.END_ARRAY;
    value = present ? token : null;
    return present;
  }

  /**
   * The value as a tree.
   *
   * @throws JsonException also if it is too large for one, or has a number that is
   */
  public Json tree() throws JsonException, TransportException, InterruptedException {
    return smallTree()
        .orElseThrow(() -> new JsonException("a value is too large, or a number in it is"));
  }

  /**
   * The value as a tree, if it has no more than 10,000 values, 1 Mi characters, no text or depth
   * beyond the limits and no number beyond reckoning; else it is passed over.
   */
  public Optional<Json> smallTree() throws JsonException, TransportException, InterruptedException {
    JsonToken token = take();
    BoundedTree tree = new BoundedTree(parser, bytes, limits);
    try {
      Optional<Json> small = tree.read(token);
      hold(tree.names());
      return small;
    } catch (JacksonException e) {
      throw unreadable(e);
    } catch (ArrivingBytes.Carried e) {
      throw broken(e);
    }
  }

  /** Whether the value is a text. */
  public boolean atText() throws JsonException, TransportException, InterruptedException {
    start();
    return value == JsonToken.VALUE_STRING;
  }

  /**
   * Whether the value is a text that begins with these characters, written as they are; it is left
   * alone.
   */
  public boolean atTextBeginning(String ascii)
      throws JsonException, TransportException, InterruptedException {
    if (!atText()) {
      return false;
    }
    bytes.takeBack(parser);
    try {
      return bytes.begins(ascii.getBytes(US_ASCII));
    } catch (ArrivingBytes.Carried e) {
      throw broken(e);
    }
  }

  /**
   * Decodes the value into a channel, in windows of 64 KiB.
   *
   * @return whether it is a text; if not, it is left alone
   * @throws JsonException if it is not base64, or has more bytes than the limit; what was decoded
   *     before may have been written, and the document can be read on after the text
   * @throws IOException if the channel failed
   */
  public boolean base64(WritableByteChannel target, long mostBytes)
      throws JsonException, TransportException, InterruptedException, IOException {
    start();
    if (value != JsonToken.VALUE_STRING) {
      return false;
    }
    value = null;
    bytes.takeBack(parser);
    ChannelWindow window = new ChannelWindow(target, mostBytes);
    try {
      String problem = new Base64Text(bytes, window).read();
      if (problem != null) {
        throw new JsonException(problem);
      }
    } catch (ArrivingBytes.Carried e) {
      e.rethrow();
      throw e;
    }
    window.end();
    return true;
  }

  /** Reads to the end of the document. */
  public void end() throws JsonException, TransportException, InterruptedException {
    passOver();
    if (step() != null) {
      throw new JsonException("something follows the document");
    }
  }

  @Override
  public void close() {
    parser.close();
  }

  private boolean enter(JsonToken kind)
      throws JsonException, TransportException, InterruptedException {
    start();
    if (value != kind) {
      return false;
    }
    value = null;
    return true;
  }

  private void start() throws JsonException, TransportException, InterruptedException {
    if (!started) {
      started = true;
      value = step();
    }
  }

  private JsonToken take() throws JsonException, TransportException, InterruptedException {
    start();
    JsonToken token = value;
    value = null;
    if (token == null) {
      throw new JsonException("there is no value where one is needed");
    }
    return token;
  }

  private void passOver() throws JsonException, TransportException, InterruptedException {
    start();
    boolean nested = value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY;
    value = null;
    if (nested) {
      passContents();
      step();
    }
  }

  private void passContents() throws JsonException, TransportException, InterruptedException {
    bytes.takeBack(parser);
    try {
      new PassedOver(bytes).toClosingBracket();
    } catch (ArrivingBytes.Carried e) {
      throw broken(e);
    }
  }

  private void hold(long characters) throws JsonException {
    names += characters;
    if (names > LONGEST_NAMES_IN_ALL) {
      throw new JsonException("its names are too long");
    }
  }

  private @Nullable JsonToken step()
      throws JsonException, TransportException, InterruptedException {
    try {
      return parser.nextToken();
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  private JsonException unreadable(JacksonException failure)
      throws TransportException, InterruptedException {
    return unreadable(failure, parser.currentLocation().getByteOffset());
  }

  private static AssertionError broken(ArrivingBytes.Carried failure)
      throws TransportException, InterruptedException {
    failure.rethrow();
    return new AssertionError("nothing else is carried", failure);
  }

  /** Jackson's own message may quote the document. */
  private static JsonException unreadable(JacksonException failure, long place)
      throws TransportException, InterruptedException {
    if (failure.getCause() instanceof ArrivingBytes.Carried carried) {
      carried.rethrow();
    }
    return new JsonException("not valid JSON, or beyond its limits, near byte " + place);
  }
}
