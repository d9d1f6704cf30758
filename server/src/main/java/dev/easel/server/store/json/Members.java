package dev.easel.server.store.json;

import dev.easel.http.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The members of an object, each of which is asked for once. */
final class Members {
  private final Value owner;
  private final Map<String, Json> unread;

  Members(Value owner, Map<String, Json> members) {
    this.owner = owner;
    this.unread = new HashMap<>(members);
  }

  Value get(String name) {
    return find(name).orElseThrow(() -> owner.unreadable("\"%s\" is missing".formatted(name)));
  }

  Optional<Value> find(String name) {
    return Optional.ofNullable(unread.remove(name)).map(json -> owner.member(name, json));
  }

  <T> Optional<T> find(String name, Function<Value, T> reader) {
    return find(name).map(reader);
  }

  /** The elements of a list; none where there is no list. */
  <T> List<T> list(String name, Function<Value, T> reader) {
    return find(name).map(value -> value.list(reader)).orElse(List.of());
  }

  UnreadableJobException unreadable(String problem) {
    return owner.unreadable(problem);
  }

  /** Says that nothing was left unread: what is not known would be lost. */
  void checkAllRead() {
    if (!unread.isEmpty()) {
      throw owner.unreadable(
          "%d unknown members, such as %s"
              .formatted(unread.size(), Value.shown(unread.keySet().iterator().next())));
    }
  }
}
