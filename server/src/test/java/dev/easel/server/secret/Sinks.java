package dev.easel.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Everything that came out of the server, by where it came out. Safe for threads. */
final class Sinks {
  private final Map<String, ByteArrayOutputStream> sinks = new ConcurrentHashMap<>();

  void add(String sink, byte[] bytes) {
    stream(sink).writeBytes(bytes);
  }

  void add(String sink, Object text) {
    add(sink, (text + "\n").getBytes(UTF_8));
  }

  /** Where a sink's bytes can be written to. */
  ByteArrayOutputStream stream(String sink) {
    return sinks.computeIfAbsent(sink, _ -> new ByteArrayOutputStream());
  }

  SortedMap<String, byte[]> all() {
    SortedMap<String, byte[]> all = new TreeMap<>();
    sinks.forEach((name, bytes) -> all.put(name, bytes.toByteArray()));
    return all;
  }
}
