package dev.easel.sandbox.fal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** A file that is being uploaded, or has been. Safe for use by several threads. */
final class Upload {

  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9._-]");

  private final String id = UUID.randomUUID().toString();
  private final String secret = UUID.randomUUID().toString();
  private final String name;
  private final String contentType;
  private final SortedMap<Integer, byte[]> parts = new TreeMap<>();
  private boolean complete;

  Upload(String name, String contentType) {
    this.name = UNUSUAL.matcher(name.isEmpty() ? "file" : name).replaceAll("_");
    this.contentType = contentType;
  }

  String id() {
    return id;
  }

  /** What only the one who began the upload knows. */
  String secret() {
    return secret;
  }

  String contentType() {
    return contentType;
  }

  /** Its place among all files. */
  String path() {
    return "b/" + id + "/" + name;
  }

  synchronized void put(int number, byte[] bytes) {
    parts.put(number, bytes);
  }

  /** Ends the upload; false if these, in any order, are not the parts there are. */
  synchronized boolean complete(List<Integer> numbers) {
    if (numbers.isEmpty() || !parts.keySet().equals(Set.copyOf(numbers))) {
      return false;
    }
    ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(length()));
    parts.values().forEach(whole::put);
    parts.clear();
    parts.put(1, whole.array());
    complete = true;
    return true;
  }

  synchronized boolean complete() {
    return complete;
  }

  synchronized long length() {
    return parts.values().stream().mapToLong(part -> part.length).sum();
  }

  /** The whole file; only when it is complete. */
  synchronized ByteBuffer content() {
    return ByteBuffer.wrap(parts.get(1)).asReadOnlyBuffer();
  }
}
