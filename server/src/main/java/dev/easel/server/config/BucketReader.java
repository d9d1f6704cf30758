package dev.easel.server.config;

import dev.easel.spi.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which bucket images are kept in, where they are. */
final class BucketReader {
  private static final List<String> ONLY_HERE =
      List.of(
          Keys.BLOBS_ENDPOINT,
          Keys.BLOBS_REGION,
          Keys.BLOBS_BUCKET,
          Keys.BLOBS_PREFIX,
          Keys.BLOBS_ACCESS_KEY,
          Keys.BLOBS_SECRET_KEY,
          Keys.BLOBS_SESSION_TOKEN,
          Keys.BLOBS_PATH_STYLE);

  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** Nothing that a URL would encode, or a path go up by. */
  private static final Pattern PREFIX =
      Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}/){0,8}");

  /** What services other than AWS are signed for, if they do not say. */
  private static final String USUAL_REGION = "us-east-1";

  private final LayeredSettings settings;
  private final ValueReader values;
  private final Problems problems;
  private final Map<String, String> environment;

  BucketReader(
      LayeredSettings settings,
      ValueReader values,
      Problems problems,
      Map<String, String> environment) {
    this.settings = settings;
    this.values = values;
    this.problems = problems;
    this.environment = environment;
  }

  /** Empty if images are kept elsewhere. */
  Optional<BucketSettings> read() {
    if (values.choice(Keys.BLOBS_KIND, List.of(BlobKind.values())) != BlobKind.S3) {
      refuseUnread();
      return Optional.empty();
    }
    adoptEnvironment();
    Optional<URI> endpoint = values.url(Keys.BLOBS_ENDPOINT);
    endpoint.ifPresent(this::checkEndpoint);
    String region = region(endpoint.isPresent());
    String bucket = bucket();
    boolean pathStyle = values.flag(Keys.BLOBS_PATH_STYLE).orElse(endpoint.isPresent());
    if (!pathStyle && bucket.contains(".")) {
      problems.add(
          Keys.BLOBS_BUCKET
              + ": has dots, which no certificate covers in a host's name; set "
              + Keys.BLOBS_PATH_STYLE
              + " = true");
    }
    String prefix = prefix();
    Optional<Secret> accessKey = required(Keys.BLOBS_ACCESS_KEY, "AWS_ACCESS_KEY_ID");
    Optional<Secret> secretKey = required(Keys.BLOBS_SECRET_KEY, "AWS_SECRET_ACCESS_KEY");
    Optional<Secret> token = values.secret(Keys.BLOBS_SESSION_TOKEN);
    URI address =
        endpoint
            .map(given -> URI.create(given.toString().replaceFirst("/+$", "")))
            .orElseGet(() -> URI.create("https://s3." + region + ".amazonaws.com"));
    return accessKey.flatMap(access ->
        secretKey.map(secret ->
            new BucketSettings(address, region, bucket, prefix, access, secret, token, pathStyle)));
  }

  /** AWS's own variables count where nothing else is said; keys never come from two places. */
  private void adoptEnvironment() {
    boolean keysGiven =
        settings.find(Keys.BLOBS_ACCESS_KEY).isPresent()
            || settings.find(Keys.BLOBS_SECRET_KEY).isPresent();
    if (!keysGiven) {
      adopt("AWS_ACCESS_KEY_ID", Keys.BLOBS_ACCESS_KEY);
      adopt("AWS_SECRET_ACCESS_KEY", Keys.BLOBS_SECRET_KEY);
      adopt("AWS_SESSION_TOKEN", Keys.BLOBS_SESSION_TOKEN);
    }
    adopt("AWS_REGION", Keys.BLOBS_REGION);
  }

  private void adopt(String variable, String path) {
    String value = environment.getOrDefault(variable, "");
    if (!value.isBlank() && settings.find(path).isEmpty()) {
      settings.put(path, value, "environment " + variable);
    }
  }

  private void checkEndpoint(URI endpoint) {
    if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
      problems.add(Keys.BLOBS_ENDPOINT + ": has more than a host and a path");
    }
  }

  private String region(boolean elsewhere) {
    Optional<String> given = values.text(Keys.BLOBS_REGION);
    if (given.isEmpty() && !elsewhere) {
      problems.add(
          Keys.BLOBS_REGION
              + ": is needed where blobs.kind is s3, such as eu-central-1; of another service than"
              + " AWS, blobs.endpoint is");
    }
    return given.map(name -> matching(Keys.BLOBS_REGION, name, REGION)).orElse(USUAL_REGION);
  }

  private String bucket() {
    Optional<String> given = values.text(Keys.BLOBS_BUCKET);
    if (given.isEmpty()) {
      problems.add(Keys.BLOBS_BUCKET + ": is needed where blobs.kind is s3");
    }
    return given.map(name -> matching(Keys.BLOBS_BUCKET, name, BUCKET)).orElse("bucket");
  }

  private String prefix() {
    String given = values.text(Keys.BLOBS_PREFIX).orElse("");
    return matching(
        Keys.BLOBS_PREFIX, given.isEmpty() || given.endsWith("/") ? given : given + "/", PREFIX);
  }

  private String matching(String path, String name, Pattern pattern) {
    if (!pattern.matcher(name).matches()) {
      problems.add(
          path + ": " + ValueReader.shown(name) + " is not a name of letters, digits, - . and _");
    }
    return name;
  }

  private Optional<Secret> required(String path, String variable) {
    if (values.text(path).isEmpty()) {
      problems.add(path + ": is needed where blobs.kind is s3, or " + variable);
    }
    return values.secret(path);
  }

  /** Whoever names a bucket believes that images are kept there. */
  private void refuseUnread() {
    ONLY_HERE.forEach(path ->
        settings
            .find(path)
            .ifPresent(given ->
                problems.add(
                    path,
                    "is read only where blobs.kind is s3; set that, or leave this out",
                    given.place())));
  }
}
