package dev.easel.server.store.json;

import dev.easel.http.json.Json;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A value at its place in a document. Reading it as something that it is not says where it stands.
 *
 * @param path where, beginning with the name of the whole
 * @param json what is there
 */
record Value(Path path, Json json) {
  private static final Pattern WORD = Pattern.compile("\\w{1,64}");

  static Value root(String subject, Json json) {
    return new Value(new Path.Whole(subject), json);
  }

  Value member(String name, Json value) {
    return new Value(new Path.Member(path, name), value);
  }

  /** What an object's members are read as, all of which must be. */
  <T> T object(Function<Members, T> reader) {
    Members members = new Members(this, members());
    T read = guarded(() -> reader.apply(members));
    members.checkAllRead();
    return read;
  }

  /** What the one member of an object is read as, by the reader for its name. */
  <T> T kind(Map<String, Function<Value, ? extends T>> readers) {
    Map<String, Json> members = members();
    if (members.size() != 1) {
      throw unreadable("one member is needed, not " + members.size());
    }
    Map.Entry<String, Json> only = members.entrySet().iterator().next();
    Function<Value, ? extends T> reader = readers.get(only.getKey());
    if (reader == null) {
      throw unreadable("unknown kind " + shown(only.getKey()));
    }
    return reader.apply(member(only.getKey(), only.getValue()));
  }

  <T> List<T> list(Function<Value, T> reader) {
    if (!(json instanceof Json.ArrayValue(List<Json> elements))) {
      throw isNot("a list");
    }
    List<T> read = new ArrayList<>(elements.size());
    for (Json element : elements) {
      read.add(reader.apply(new Value(new Path.Element(path, read.size()), element)));
    }
    return read;
  }

  String text() {
    return json.asText().orElseThrow(() -> isNot("a text"));
  }

  /** What a text is parsed as. */
  <T> T parsed(Function<String, T> parser) {
    String text = text();
    return guarded(() -> parser.apply(text));
  }

  <E extends Enum<E>> E word(Class<E> words) {
    String text = text();
    try {
      return Enum.valueOf(words, text);
    } catch (IllegalArgumentException e) {
      throw unreadable("unknown word " + shown(text));
    }
  }

  long number() {
    if (!(json instanceof Json.NumberValue(BigDecimal number))) {
      throw isNot("a number");
    }
    return guarded(number::longValueExact);
  }

  Usd nanos() {
    long nanos = number();
    return guarded(() -> new Usd(nanos));
  }

  int smallNumber() {
    return guarded(() -> Math.toIntExact(number()));
  }

  boolean flag() {
    if (!(json instanceof Json.BooleanValue(boolean flag))) {
      throw isNot("true or false");
    }
    return flag;
  }

  Instant time() {
    return parsed(Instant::parse);
  }

  Duration duration() {
    return parsed(Duration::parse);
  }

  UnreadableJobException unreadable(String problem) {
    return UnreadableJobException.damaged(path.render() + ": " + problem);
  }

  /** A name or word, as far as it may be shown: what a caller wrote mostly looks otherwise. */
  static String shown(String text) {
    return WORD.matcher(text).matches() ? "\"" + text + "\"" : "(not shown)";
  }

  private Map<String, Json> members() {
    if (!(json instanceof Json.ObjectValue(Map<String, Json> members))) {
      throw isNot("an object");
    }
    return members;
  }

  private UnreadableJobException isNot(String needed) {
    return unreadable(needed + " is needed, not " + json.describe());
  }

  /** What the domain itself refuses is damage too. */
  private <T> T guarded(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw unreadable("out of its range, or not of its form");
    }
  }

  private interface Reading<T> {
    T read();
  }
}
