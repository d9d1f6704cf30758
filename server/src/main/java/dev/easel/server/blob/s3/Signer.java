package dev.easel.server.blob.s3;

import dev.easel.http.Authorization;
import dev.easel.http.Content;
import dev.easel.http.HttpRequest;
import dev.easel.http.Patience;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests as AWS has it (Signature Version 4), what they carry included, whatever the
 * connection. Safe for threads.
 */
final class Signer {
  private static final String SCHEME = "AWS4-HMAC-SHA256";

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final S3Settings settings;
  private final InstantSource clock;

  Signer(S3Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The request as it is sent, good for some minutes. */
  HttpRequest sign(S3Request request, Patience patience) throws IOException {
    try (SignedBytes bytes = new SignedBytes(request.payload())) {
      SignRequest.Builder<AwsCredentialsIdentity> signing =
          signing(request).putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, true);
      if (request.payload().isPresent()) {
        signing.payload(bytes);
      }
      return sent(request, signer.sign(signing.build()).request(), patience);
    } catch (UncheckedIOException e) {
      throw new IOException("what is to be stored could not be read", e);
    }
  }

  /** A URL by which anybody may do what the request does, for a while. */
  URI presign(S3Request request, Duration validity) {
    return signer
        .sign(
            signing(request)
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(
                    AwsV4FamilyHttpSigner.AUTH_LOCATION,
                    AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, validity)
                .build())
        .request()
        .getUri();
  }

  private SignRequest.Builder<AwsCredentialsIdentity> signing(S3Request request) {
    SdkHttpRequest.Builder wire =
        SdkHttpRequest.builder()
            .uri(request.address())
            .method(SdkHttpMethod.fromValue(request.method()));
    request.query().forEach(wire::putRawQueryParameter);
    request.headers().forEach(wire::putHeader);
    return SignRequest.builder(identity())
        .request(wire.build())
        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
        .putProperty(AwsV4HttpSigner.REGION_NAME, settings.region())
        // S3's own way with paths, which are objects' names.
        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(clock.instant(), ZoneOffset.UTC));
  }

  private AwsCredentialsIdentity identity() {
    String accessKey = settings.accessKey().reveal();
    String secretKey = settings.secretKey().reveal();
    return settings
        .sessionToken()
        .<AwsCredentialsIdentity>map(
            token -> AwsSessionCredentialsIdentity.create(accessKey, secretKey, token.reveal()))
        .orElseGet(() -> AwsCredentialsIdentity.create(accessKey, secretKey));
  }

  private static HttpRequest sent(S3Request request, SdkHttpRequest signed, Patience patience) {
    Optional<Content> content =
        request.payload().map(payload -> new Content(payload.mediaType(), List.of(payload)));
    HttpRequest bare =
        new HttpRequest(
            request.method(),
            signed.getUri(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            content.or(() -> nothing(request)),
            patience);
    for (Map.Entry<String, List<String>> header : signed.headers().entrySet()) {
      bare = with(bare, header.getKey(), header.getValue().getFirst());
    }
    return bare;
  }

  /** A PUT has a body, were it an empty one. */
  private static Optional<Content> nothing(S3Request request) {
    return request.method().equals("PUT")
        ? Optional.of(new Content("", new byte[0]))
        : Optional.empty();
  }

  private static HttpRequest with(HttpRequest request, String name, String value) {
    if (name.equalsIgnoreCase("Host")) {
      return request;
    }
    if (!name.equalsIgnoreCase("Authorization")) {
      return request.with(name, value);
    }
    String proof = value.substring(SCHEME.length()).replace(" ", "");
    return request.with(new Authorization(SCHEME, Secret.of(proof)));
  }

  /** What the library reads to sign it; it leaves the closing to us. */
  private static final class SignedBytes implements ContentStreamProvider, AutoCloseable {
    private final Optional<Payload> payload;
    private final List<InputStream> opened = new ArrayList<>();

    SignedBytes(Optional<Payload> payload) {
      this.payload = payload;
    }

    @Override
    public InputStream newStream() {
      try {
        InputStream stream = payload.orElseThrow().bytes().open();
        opened.add(stream);
        return stream;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      for (InputStream stream : opened) {
        stream.close();
      }
    }
  }
}
