package dev.easel.server.store.json;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A versioned document as a text. Safe for threads. */
final class Document {
  /** The only version so far: all that there is to tell, it can tell. */
  private static final long VERSION = 1;

  private static final String VERSION_MEMBER = "v";

  /** What was accepted must be readable, however long it is; its nesting is our own. */
  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, 32);

  private final String subject;
  private final JsonReader reader = new JsonReader(LIMITS);

  /** With the name of what it tells of, for the messages of its reader. */
  Document(String subject) {
    this.subject = subject;
  }

  /** The document of a value, whose members follow its version. */
  <T> String write(T value, BiConsumer<T, Draft> writer) {
    Draft draft = new Draft().number(VERSION_MEMBER, VERSION);
    writer.accept(value, draft);
    return draft.end();
  }

  /**
   * What the members of a document are read as.
   *
   * @throws UnreadableJobException if the document is damaged, or of a later version
   */
  <T> T read(String text, Function<Members, T> members) {
    return Value.root(subject, parse(text))
        .object(all -> {
          checkVersion(all.get(VERSION_MEMBER));
          return members.apply(all);
        });
  }

  private Json parse(String text) {
    try {
      return reader.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw UnreadableJobException.damaged("%s cannot be read: %s".formatted(subject, e.problem()));
    }
  }

  private void checkVersion(Value version) {
    long found = version.number();
    if (found < 1) {
      throw version.unreadable("there is no version " + found);
    }
    if (found > VERSION) {
      throw UnreadableJobException.newer(
          "%s cannot be read: it has version %d and was written by a newer Easel, this one reads up"
                  .formatted(subject, found)
              + " to version "
              + VERSION);
    }
  }
}
