package dev.easel.fal;

import dev.easel.http.CallGuard;
import dev.easel.http.Content;
import dev.easel.http.HttpRequest;
import dev.easel.http.Patience;
import dev.easel.http.Piece;
import dev.easel.http.Reply;
import dev.easel.http.json.Json;
import dev.easel.spi.ProviderException;
import dev.easel.spi.SourceBytes;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Storage by a URL that fal signs for each file, as fal's JavaScript client has it (fal-js 1.10.1,
 * storage.ts). What is put there goes without our key.
 */
final class SignedStorage implements Storage {
  private static final String TYPE = "?storage_type=fal-cdn-v3";

  private final UploadSettings settings;
  private final QueueHeaders headers;
  private final StorageCalls calls;

  SignedStorage(UploadSettings settings, QueueHeaders headers, StorageCalls calls) {
    this.settings = settings;
    this.headers = headers;
    this.calls = calls;
  }

  @Override
  public String upload(SourceBytes source, CallGuard guard)
      throws ProviderException, InterruptedException {
    boolean inParts = source.length() > settings.longestWhole();
    Reply begun = begin(inParts ? "initiate-multipart" : "initiate", source, guard);
    URI place = calls.requiredUrl(begun, "upload_url");
    String result = calls.required(begun, "file_url");
    if (inParts) {
      calls.call(
          HttpRequest.post(
              below(place, "complete"),
              UploadedPart.list(putParts(source, place, guard)),
              Patience.forAnswer()),
          guard);
    } else {
      calls.call(put(place, source), guard);
    }
    return result;
  }

  private Reply begin(String action, SourceBytes source, CallGuard guard)
      throws ProviderException, InterruptedException {
    Map<String, Json> file = new LinkedHashMap<>();
    file.put("content_type", Json.of(source.format().mediaType()));
    file.put("file_name", Json.of(UploadSettings.fileName(source)));
    HttpRequest request =
        HttpRequest.post(
            URI.create(settings.restUrl() + "/storage/upload/" + action + TYPE),
            Content.json(new Json.ObjectValue(file)),
            Patience.forAnswer());
    return calls.call(headers.kept(headers.common(request)), guard);
  }

  private List<UploadedPart> putParts(SourceBytes source, URI place, CallGuard guard)
      throws ProviderException, InterruptedException {
    List<UploadedPart> uploaded = new ArrayList<>();
    for (SourcePart part : SourcePart.cut(source, settings.partLength())) {
      int number = uploaded.size() + 1;
      Reply reply = calls.call(put(below(place, Integer.toString(number)), part), guard);
      uploaded.add(new UploadedPart(number, calls.required(reply, "etag")));
    }
    return uploaded;
  }

  private static HttpRequest put(URI place, SourceBytes bytes) {
    return HttpRequest.put(
        place,
        new Content(bytes.format().mediaType(), List.of(Piece.of(bytes))),
        StorageCalls.FOR_BYTES);
  }

  /** A step below the path of a URL, whose query is its signature. */
  private static URI below(URI place, String step) {
    String query = place.getRawQuery() == null ? "" : "?" + place.getRawQuery();
    String path = place.toString().substring(0, place.toString().length() - query.length());
    return URI.create(path + "/" + step + query);
  }
}
