package dev.easel.server.config;

import java.util.List;
import java.util.Optional;

/** Every setting of the server that is not a provider's. */
final class Keys {
  static final String GRPC_HOST = "grpc.host";
  static final String GRPC_PORT = "grpc.port";
  static final String HTTP_HOST = "http.host";
  static final String HTTP_PORT = "http.port";
  static final String DATA_FOLDER = "data.folder";
  static final String DATA_RESERVE = "data.reserve";
  static final String STORE_KIND = "store.kind";
  static final String STORE_URL = "store.url";
  static final String STORE_USER = "store.user";
  static final String STORE_PASSWORD = "store.password";
  static final String STORE_CONNECTIONS = "store.connections";
  static final String BLOBS_KIND = "blobs.kind";
  static final String BLOBS_ENDPOINT = "blobs.endpoint";
  static final String BLOBS_REGION = "blobs.region";
  static final String BLOBS_BUCKET = "blobs.bucket";
  static final String BLOBS_PREFIX = "blobs.prefix";
  static final String BLOBS_ACCESS_KEY = "blobs.access-key";
  static final String BLOBS_SECRET_KEY = "blobs.secret-key";
  static final String BLOBS_SESSION_TOKEN = "blobs.session-token";
  static final String BLOBS_PATH_STYLE = "blobs.path-style";
  static final String SANDBOX_URL = "sandbox.url";
  static final String DEFAULT_MODEL = "models.default";
  static final String ROUTING_ORDER = "routing.order";
  static final String JOBS_RETENTION = "jobs.retention";
  static final String JOBS_MAX_KEPT = "jobs.max-kept";
  static final String JOBS_MAX_KEPT_BYTES = "jobs.max-kept-bytes";
  static final String JOBS_EXECUTION_TIMEOUT = "jobs.execution-timeout";
  static final String JOBS_MAX_ATTEMPTS = "jobs.max-attempts";
  static final String JOBS_MAX_RUNNING = "jobs.max-running";
  static final String SOURCES_ALLOWED = "sources.allowed";
  static final String REQUESTS_MAX_BYTES = "requests.max-bytes";
  static final String UPLOADS_RETENTION = "uploads.retention";
  static final String UPLOADS_MAX_OPEN = "uploads.max-open";
  static final String CALLBACKS_URL = "callbacks.url";
  static final String CALLBACKS_SECRET = "callbacks.secret";
  static final String LINKS_URL = "links.url";
  static final String LINKS_SECRET = "links.secret";
  static final String LINKS_VALIDITY = "links.validity";
  static final String SHUTDOWN_GRACE = "shutdown.grace";

  static final List<Key> ALL =
      List.of(
          key(GRPC_HOST, Key.Type.TEXT, "127.0.0.1", "address to serve gRPC on"),
          key(GRPC_PORT, Key.Type.PORT, "50051", "port to serve gRPC on; 0 takes a free one"),
          key(HTTP_HOST, Key.Type.TEXT, "127.0.0.1", "address of the HTTP port"),
          key(HTTP_PORT, Key.Type.PORT, "50052", "the HTTP port; 0 takes a free one"),
          key(DATA_FOLDER, Key.Type.TEXT, "~/.easel", "folder for jobs and images"),
          key(
              DATA_RESERVE,
              Key.Type.SIZE,
              "room on the disk that is kept for results; below it nothing new is taken in"),
          key(
              STORE_KIND,
              Key.Type.TEXT,
              "sqlite",
              "where jobs are kept: sqlite, in the data folder; postgres, in a database that"
                  + " servers share; memory, until the server ends"),
          key(
              STORE_URL,
              Key.Type.SECRET,
              "where the database is: jdbc:postgresql://host:5432/easel, or the same as"
                  + " postgres://"),
          key(STORE_USER, Key.Type.TEXT, "who the server is to the database"),
          key(STORE_PASSWORD, Key.Type.SECRET, "that user's password"),
          key(
              STORE_CONNECTIONS,
              Key.Type.COUNT,
              "8",
              "most connections that one server works on; three more listen, notify and keep the"
                  + " lease"),
          key(
              BLOBS_KIND,
              Key.Type.TEXT,
              "disk",
              "where images are kept: disk, in the data folder; s3, in a bucket that servers"
                  + " share"),
          key(BLOBS_ENDPOINT, Key.Type.URL, "where the bucket's service is, if it is not AWS"),
          key(BLOBS_REGION, Key.Type.TEXT, "the bucket's region"),
          key(BLOBS_BUCKET, Key.Type.TEXT, "the bucket's name"),
          key(BLOBS_PREFIX, Key.Type.TEXT, "what the names of all objects in it begin with"),
          key(BLOBS_ACCESS_KEY, Key.Type.SECRET, "the access key that may use the bucket"),
          key(BLOBS_SECRET_KEY, Key.Type.SECRET, "that access key's secret"),
          key(BLOBS_SESSION_TOKEN, Key.Type.SECRET, "the token that goes with keys for a while"),
          key(
              BLOBS_PATH_STYLE,
              Key.Type.TEXT,
              "whether the bucket's name stands in the path (true), or in the host's name (false)"),
          key(SANDBOX_URL, Key.Type.URL, "send every provider to the sandbox there"),
          key(DEFAULT_MODEL, Key.Type.TEXT, "model of requests that name none"),
          key(ROUTING_ORDER, Key.Type.NAMES, "provider instances, preferred ones first"),
          key(JOBS_RETENTION, Key.Type.DURATION, "72h", "how long jobs and images are kept"),
          key(
              JOBS_MAX_KEPT,
              Key.Type.COUNT,
              "100000",
              "most jobs kept; the oldest that are over go first, before their time"),
          key(
              JOBS_MAX_KEPT_BYTES,
              Key.Type.SIZE,
              "most bytes of result images kept; the oldest jobs that are over go first"),
          key(
              JOBS_EXECUTION_TIMEOUT,
              Key.Type.DURATION,
              "20m",
              "ceiling on one provider's work, where the caller names none"),
          key(JOBS_MAX_ATTEMPTS, Key.Type.COUNT, "3", "most attempts of one job"),
          key(JOBS_MAX_RUNNING, Key.Type.COUNT, "2000", "most jobs at one time"),
          key(
              REQUESTS_MAX_BYTES,
              Key.Type.SIZE,
              "most bytes of requests, and of images inside answers, in memory at one time"),
          key(UPLOADS_RETENTION, Key.Type.DURATION, "24h", "how long uploads are kept"),
          key(UPLOADS_MAX_OPEN, Key.Type.COUNT, "32", "most uploads at one time"),
          key(
              SOURCES_ALLOWED,
              Key.Type.TEXT,
              "what callers' URLs may name although it is not the public internet: hosts, origins"
                  + " such as http://127.0.0.1:9000, or address ranges such as 10.1.0.0/16"),
          key(
              CALLBACKS_URL,
              Key.Type.URL,
              "where the HTTP port is reached from the internet; sellers that can report on work do"
                  + " so there"),
          key(
              CALLBACKS_SECRET,
              Key.Type.SECRET,
              "what proves that a report came to an address of ours; the same at every replica"),
          key(
              LINKS_URL,
              Key.Type.URL,
              "where the HTTP port is reached by those who follow links to images; with it callers"
                  + " may ask for links"),
          key(
              LINKS_SECRET,
              Key.Type.SECRET,
              "what links are signed with, the same at every replica; a server alone keeps a key"),
          key(LINKS_VALIDITY, Key.Type.DURATION, "1h", "for how long a link works"),
          key(
              SHUTDOWN_GRACE,
              Key.Type.DURATION,
              "25s",
              "how long a stopping server waits for its jobs"));

  private Keys() {}

  /** Whether the value of a path is shown to nobody. */
  static boolean isSecret(String path) {
    return ALL.stream().anyMatch(key -> key.name().equals(path) && key.type() == Key.Type.SECRET);
  }

  private static Key key(String name, Key.Type type, String value, String description) {
    return new Key(name, type, Optional.of(value), description);
  }

  private static Key key(String name, Key.Type type, String description) {
    return new Key(name, type, Optional.empty(), description);
  }
}
