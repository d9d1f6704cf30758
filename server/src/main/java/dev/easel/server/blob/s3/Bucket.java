package dev.easel.server.blob.s3;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The objects of a bucket, by their names. Safe for threads; calls block. */
final class Bucket implements AutoCloseable {
  private final S3Settings settings;
  private final S3Limits limits;
  private final BucketHealth health = new BucketHealth();
  private final S3Connection connection;

  Bucket(S3Settings settings, S3Limits limits, S3Surroundings surroundings) {
    this.settings = settings;
    this.limits = limits;
    this.connection = new S3Connection(settings, limits, surroundings, health);
  }

  /** For how long what is asked of it is tried. */
  S3Limits limits() {
    return limits;
  }

  /** Whether it takes what is to be stored. */
  BucketHealth health() {
    return health;
  }

  /** Stores an object whole or not at all; it is durable on return. */
  void put(String key, Payload payload, Map<String, String> headers, Effort effort)
      throws IOException {
    connection.store(to("PUT", key).with(headers).with(payload), effort);
  }

  /**
   * Stores an object with the bytes of another, which do not come here.
   *
   * @return whether there is that other
   */
  boolean copy(String source, String key, Map<String, String> headers) throws IOException {
    S3Request request =
        to("PUT", key)
            .with("x-amz-copy-source", settings.source(source))
            .with("x-amz-metadata-directive", "REPLACE")
            .with(headers);
    return !connection.exchange(request, limits.image()).missing();
  }

  /** What is known of an object beside its bytes. */
  Optional<S3Reply> head(String key) throws IOException {
    S3Reply reply = connection.exchange(to("HEAD", key), limits.small());
    return reply.missing() ? Optional.empty() : Optional.of(reply);
  }

  /** The content of a short object. */
  Optional<String> text(String key) throws IOException {
    S3Reply reply = connection.exchange(to("GET", key), limits.small());
    return reply.missing() ? Optional.empty() : Optional.of(reply.text());
  }

  /** Opens an object to be read from its beginning; empty if there is none. */
  Optional<ObjectChannel> open(String key) throws IOException {
    return ObjectChannel.open(connection, to("GET", key), limits.small());
  }

  /** Deletes an object, if there is one. */
  void delete(String key) throws IOException {
    delete(key, limits.small());
  }

  /** The same, within this time. */
  void delete(String key, Duration atMost) throws IOException {
    connection.exchange(to("DELETE", key), atMost);
  }

  /**
   * Some of the objects, in the order of their names.
   *
   * @param prefix what their names begin with
   * @param token where an earlier page ended
   */
  Page list(String prefix, Optional<String> token) throws IOException {
    Map<String, String> query = new TreeMap<>(Map.of("list-type", "2", "prefix", prefix));
    token.ifPresent(place -> query.put("continuation-token", place));
    S3Reply reply = connection.exchange(to("GET", "").asking(query), limits.small());
    // Not found is an answer about an object, and none about all of them.
    XmlAnswer answer = (reply.missing() ? reply.requireDone() : reply).xml();
    if (!answer.root().equals("ListBucketResult")) {
      throw new S3Exception(
          settings.endpoint() + " does not answer with a list of objects: is it an S3 service?",
          false,
          null);
    }
    return new Page(answer.all("Key"), answer.first("NextContinuationToken"));
  }

  /**
   * Some objects' names.
   *
   * @param next where the next page begins; empty if this is the last
   */
  record Page(List<String> keys, Optional<String> next) {}

  /** A URL at which anybody can read an object for a while. */
  URI link(String key, Duration validity) {
    return connection.presign(to("GET", key), validity);
  }

  @Override
  public void close() {
    connection.close();
  }

  private S3Request to(String method, String key) {
    return S3Request.of(method, settings.address(key));
  }
}
