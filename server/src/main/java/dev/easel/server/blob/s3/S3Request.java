package dev.easel.server.blob.s3;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request, not signed yet.
 *
 * @param method the HTTP method
 * @param address without query
 * @param query the query's parameters, not encoded
 * @param headers those that are signed
 * @param payload what it carries
 */
record S3Request(
    String method,
    URI address,
    Map<String, String> query,
    Map<String, String> headers,
    Optional<Payload> payload) {
  S3Request {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  static S3Request of(String method, URI address) {
    return new S3Request(method, address, Map.of(), Map.of(), Optional.empty());
  }

  S3Request with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new S3Request(method, address, query, more, payload);
  }

  S3Request with(Map<String, String> moreHeaders) {
    Map<String, String> more = new TreeMap<>(headers);
    more.putAll(moreHeaders);
    return new S3Request(method, address, query, more, payload);
  }

  S3Request with(Payload carried) {
    return new S3Request(method, address, query, headers, Optional.of(carried));
  }

  S3Request asking(Map<String, String> parameters) {
    return new S3Request(method, address, parameters, headers, payload);
  }
}
