package dev.easel.fal;

import dev.easel.http.Authorization;
import dev.easel.http.CallGuard;
import dev.easel.http.Content;
import dev.easel.http.HttpRequest;
import dev.easel.http.Patience;
import dev.easel.http.Piece;
import dev.easel.http.Reply;
import dev.easel.http.json.Json;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Secret;
import dev.easel.spi.SourceBytes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Storage by a token for fal's CDN, as fal's Python client has it (fal_client). A token lives for a
 * while; one is asked for with every upload, so that none is kept.
 */
final class CdnStorage implements Storage {
  private final UploadSettings settings;
  private final QueueHeaders headers;
  private final StorageCalls calls;

  CdnStorage(UploadSettings settings, QueueHeaders headers, StorageCalls calls) {
    this.settings = settings;
    this.headers = headers;
    this.calls = calls;
  }

  @Override
  public String upload(SourceBytes source, CallGuard guard)
      throws ProviderException, InterruptedException {
    Token token = token(guard);
    return source.length() > settings.longestWhole()
        ? inParts(source, token, guard)
        : calls.required(
            calls.call(
                named(
                    HttpRequest.post(
                        token.files("/upload"), content(source), StorageCalls.FOR_BYTES),
                    source,
                    token),
                guard),
            "access_url");
  }

  private Token token(CallGuard guard) throws ProviderException, InterruptedException {
    HttpRequest request =
        HttpRequest.post(
            URI.create(settings.restUrl() + "/storage/auth/token?storage_type=fal-cdn-v3"),
            Content.json(new Json.ObjectValue(Map.of())),
            Patience.forAnswer());
    Reply reply = calls.call(headers.common(request), guard);
    return new Token(
        calls.requiredUrl(reply, "base_url"),
        new Authorization(
            calls.required(reply, "token_type"), Secret.of(calls.required(reply, "token"))));
  }

  private String inParts(SourceBytes source, Token token, CallGuard guard)
      throws ProviderException, InterruptedException {
    HttpRequest request =
        HttpRequest.post(
            token.files("/upload/multipart"),
            new Content(source.format().mediaType(), new byte[0]),
            Patience.forAnswer());
    Reply begun = calls.call(named(request, source, token), guard);
    String parts =
        calls.requiredUrl(begun, "access_url")
            + "/multipart/"
            + calls.required(begun, "uploadId")
            + "/";
    List<UploadedPart> uploaded = new ArrayList<>();
    for (SourcePart part : SourcePart.cut(source, settings.partLength())) {
      int number = uploaded.size() + 1;
      uploaded.add(new UploadedPart(number, put(parts + number, part, token, guard)));
    }
    calls.call(
        HttpRequest.post(
                URI.create(parts + "complete"), UploadedPart.list(uploaded), Patience.forAnswer())
            .with(token.credentials()),
        guard);
    return calls.required(begun, "access_url");
  }

  private String put(String place, SourcePart part, Token token, CallGuard guard)
      throws ProviderException, InterruptedException {
    Reply reply =
        calls.call(
            HttpRequest.put(URI.create(place), content(part), StorageCalls.FOR_BYTES)
                .with(token.credentials()),
            guard);
    return calls.requiredHeader(reply, "ETag");
  }

  private HttpRequest named(HttpRequest request, SourceBytes source, Token token) {
    return headers
        .keptAtCdn(request)
        .with(token.credentials())
        .with("X-Fal-File-Name", UploadSettings.fileName(source));
  }

  private static Content content(SourceBytes bytes) {
    return new Content(bytes.format().mediaType(), List.of(Piece.of(bytes)));
  }

  /** Leave to upload. */
  private record Token(URI base, Authorization credentials) {
    URI files(String action) {
      String origin = base.toString();
      String trimmed = origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
      return URI.create(trimmed + "/files" + action);
    }
  }
}
