package dev.easel.server.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.Bytes;
import dev.easel.server.domain.Blob;
import dev.easel.spi.ImageFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images behind links, asked for over the wire. */
final class BlobPageTest {
  private static final Duration KEPT = Duration.ofDays(3);

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private LinkedBlobs blobs;

  @BeforeEach
  void open() throws IOException {
    blobs = new LinkedBlobs(folder);
  }

  @AfterEach
  void close() {
    http.close();
    blobs.close();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String target, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(blobs.at(target));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private static String header(HttpResponse<?> answer, String name) {
    HttpHeaders headers = answer.headers();
    assertThat(headers.allValues(name)).as(name).hasSizeLessThan(2);
    return headers.firstValue(name).orElse("");
  }

  @ParameterizedTest
  @EnumSource
  void anImageIsShownAsWhatItIsForAsLongAsItsLinkWorks(ImageFormat format) throws Exception {
    byte[] picture = LinkedBlobs.picture(format);
    Blob blob = blobs.keep(picture, KEPT);
    String target = blobs.target(blob);
    blobs.pass(Duration.ofMinutes(20));
    HttpResponse<byte[]> answer = get(target);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(picture);
    assertThat(header(answer, "Content-Type")).isEqualTo(format.mediaType());
    assertThat(header(answer, "Content-Length")).isEqualTo(Integer.toString(picture.length));
    assertThat(header(answer, "ETag")).isEqualTo('"' + blob.sha256() + '"');
    assertThat(header(answer, "Cache-Control")).isEqualTo("private, immutable, max-age=2400");
    assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Disposition"))
        .isEqualTo("inline; filename=\"" + blob.id() + "." + format.extension() + "\"");
  }

  @Test
  void headTellsTheSameWithoutTheImage() throws Exception {
    String target = blobs.target(blobs.keep(LinkedBlobs.picture(ImageFormat.PNG), KEPT));
    HttpResponse<byte[]> whole = get(target);
    HttpResponse<byte[]> head =
        send(HttpRequest.newBuilder(blobs.at(target)).HEAD().header("Range", "bytes=0-9"));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(headers(head)).isEqualTo(headers(whole)).containsKey("etag");
  }

  private static Map<String, List<String>> headers(HttpResponse<?> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    return headers;
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-99, 0, 100",
    "Bytes=100-, 100, -1",
    "bytes=100-99999999, 100, -1",
    "bytes=-7, -7, 7",
    "bytes=-99999999, 0, -1",
  })
  void aPartIsToldFromTheWhole(String range, int from, int length) throws Exception {
    byte[] picture = LinkedBlobs.picture(ImageFormat.PNG);
    HttpResponse<byte[]> answer = get(blobs.target(blobs.keep(picture, KEPT)), "Range", range);
    int first = from < 0 ? picture.length + from : from;
    int end = length < 0 ? picture.length : first + length;
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(picture, first, end));
    assertThat(header(answer, "Content-Range"))
        .isEqualTo("bytes %d-%d/%d".formatted(first, end - 1, picture.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=%d-", "bytes=%d-99999999", "bytes=-0", "bytes=999999999999-"})
  void aPartBeyondTheEndIsRefusedWithTheSize(String range) throws Exception {
    byte[] picture = LinkedBlobs.picture(ImageFormat.PNG);
    HttpResponse<byte[]> answer =
        get(blobs.target(blobs.keep(picture, KEPT)), "Range", range.formatted(picture.length));
    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes */" + picture.length);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,5-6",
        "bytes=5-4",
        "bytes=-",
        "bytes=",
        "bytes=a-b",
        "bytes=0x1-2",
        "bytes=--1",
        "items=0-1",
        "0-1",
        "bytes=99999999999999999999-",
      })
  void whatIsNoSinglePartIsAnsweredWithTheWhole(String range) throws Exception {
    byte[] picture = LinkedBlobs.picture(ImageFormat.PNG);
    HttpResponse<byte[]> answer = get(blobs.target(blobs.keep(picture, KEPT)), "Range", range);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(picture);
  }

  @Test
  void aPartIsAddedOnlyToWhatItIsAPartOf() throws Exception {
    Blob blob = blobs.keep(LinkedBlobs.picture(ImageFormat.PNG), KEPT);
    String tag = '"' + blob.sha256() + '"';
    String target = blobs.target(blob);
    assertThat(get(target, "Range", "bytes=9-", "If-Range", tag).statusCode()).isEqualTo(206);
    for (String other : List.of("W/" + tag, "\"other\"", "Sat, 21 Nov 2026 12:00:00 GMT")) {
      assertThat(get(target, "Range", "bytes=9-", "If-Range", other).statusCode())
          .as(other)
          .isEqualTo(200);
    }
  }

  @Test
  void whatIsKnownIsNotSentAgain() throws Exception {
    Blob blob = blobs.keep(LinkedBlobs.picture(ImageFormat.PNG), KEPT);
    String tag = '"' + blob.sha256() + '"';
    String target = blobs.target(blob);
    for (String known : List.of(tag, "W/" + tag, "\"a\", " + tag, "*")) {
      HttpResponse<byte[]> answer = get(target, "If-None-Match", known, "Range", "bytes=0-1");
      assertThat(answer.statusCode()).as(known).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(header(answer, "ETag")).isEqualTo(tag);
      assertThat(header(answer, "Cache-Control")).isEqualTo("private, immutable, max-age=3600");
    }
    assertThat(get(target, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(get(target, "If-Match", tag).statusCode()).isEqualTo(200);
    assertThat(get(target, "If-Match", "\"other\"").statusCode()).isEqualTo(412);
  }

  /** All that a stranger learns is that the link is not good. */
  @Test
  void whatIsNotSignedIsRefusedWhetherItExistsOrNot() throws Exception {
    Blob blob = blobs.keep(LinkedBlobs.picture(ImageFormat.PNG), KEPT);
    Blob gone = blobs.keep(LinkedBlobs.picture(ImageFormat.JPEG), KEPT);
    List<String> targets = new ArrayList<>();
    for (Blob one : List.of(blob, gone)) {
      String good = blobs.target(one);
      String other = blobs.target(one.equals(blob) ? gone : blob);
      String signature = good.substring(good.indexOf("&signature="));
      String path = good.substring(0, good.indexOf('?'));
      String expires = good.substring(good.indexOf('?') + 1, good.indexOf('&'));
      targets.add(path);
      targets.add(path + "?" + expires);
      targets.add(path + "?" + signature.substring(1));
      targets.add(path + "?expires=1" + expires.substring("expires=".length()) + signature);
      targets.add(path + "?expires=999999999999" + signature);
      targets.add(path + other.substring(other.indexOf('?')));
      targets.add(path + "?" + signature.substring(1) + "&" + expires);
      targets.add(good + "&expires=999999999999");
      targets.add(good + "=");
      targets.add(good.substring(0, good.length() - 1));
      targets.add(flipped(good, good.length() - 2));
      targets.add(flipped(good, good.indexOf("signature=") + "signature=".length()));
      targets.add(good.replace(path, path.toLowerCase(Locale.ROOT)));
      targets.add(good.replace(path, path + "/"));
    }
    blobs.store().delete(gone.id());
    for (String target : targets) {
      HttpResponse<byte[]> answer = get(target);
      assertThat(answer.statusCode()).as(target).isEqualTo(403);
      assertThat(new String(answer.body(), ISO_8859_1)).isEqualTo("403 Forbidden\n");
      assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(answer, "ETag")).isEmpty();
    }
    assertThat(blobs.bytesRead()).isZero();
    assertThat(get(blobs.target(blob)).statusCode()).isEqualTo(200);
  }

  private static String flipped(String text, int at) {
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  @Test
  void aLinkEndsToTheSecondAndAnImageWithItsTime() throws Exception {
    String lasting = blobs.target(blobs.keep(LinkedBlobs.picture(ImageFormat.PNG), KEPT));
    blobs.pass(LinkedBlobs.VALIDITY.minusSeconds(1));
    assertThat(get(lasting).statusCode()).isEqualTo(200);
    blobs.pass(Duration.ofSeconds(1));
    assertThat(get(lasting).statusCode()).isEqualTo(403);

    Blob brief = blobs.keep(LinkedBlobs.picture(ImageFormat.PNG), Duration.ofMinutes(5));
    assertThat(blobs.link(brief).expireTime()).isEqualTo(brief.expireTime());
    HttpResponse<byte[]> answer = get(blobs.target(brief));
    assertThat(header(answer, "Cache-Control")).isEqualTo("private, immutable, max-age=300");
  }

  @Test
  void whatIsDeletedIsNotFound() throws Exception {
    Blob blob = blobs.keep(LinkedBlobs.picture(ImageFormat.PNG), KEPT);
    blobs.store().delete(blob.id());
    HttpResponse<byte[]> answer = get(blobs.target(blob));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"})
  void imagesAreOnlyRead(String method) throws Exception {
    Blob blob = blobs.keep(LinkedBlobs.picture(ImageFormat.PNG), KEPT);
    HttpResponse<byte[]> answer =
        send(
            HttpRequest.newBuilder(blobs.at(blobs.target(blob)))
                .method(method, BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
    assertThat(blobs.store().find(blob.id())).isPresent();
  }

  @Test
  void aFileThatCannotBeReadIsNoImage() throws Exception {
    Blob blob = blobs.keep(LinkedBlobs.picture(ImageFormat.PNG), KEPT);
    Files.delete(blobs.file(blob));
    Files.createDirectory(blobs.file(blob));
    HttpResponse<byte[]> answer = get(blobs.target(blob));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(header(answer, "ETag")).isEmpty();
  }

  @Test
  void aFileThatWasCutIsNoImage() throws Exception {
    Blob blob = blobs.keep(large(), KEPT);
    cut(blob);
    HttpResponse<byte[]> answer = get(blobs.target(blob));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(header(answer, "ETag")).isEmpty();
  }

  /** What was begun cannot be taken back, but it is never taken for the whole. */
  @Test
  void aFileThatIsCutWhileItIsReadBreaksOff() throws Exception {
    Blob blob = blobs.keep(large(), KEPT);
    try (Socket reader = asking(blobs.target(blob))) {
      awaitStandstill(64 << 10);
      cut(blob);
      assertThat(sizeOfAllThatComes(reader)).isBetween(1L << 10, blob.bytes() * 3 / 4);
    }
  }

  @Test
  void anImageOfWhichAByteHasChangedBreaksOff() throws Exception {
    Blob blob = blobs.keep(large(), KEPT);
    Bytes.flip(blobs.file(blob), blob.bytes() / 2);
    try (Socket reader = asking(blobs.target(blob))) {
      assertThat(sizeOfAllThatComes(reader)).isBetween(1L << 10, blob.bytes() - 1);
    }
  }

  @Test
  void aSmallImageOfWhichAByteHasChangedIsNone() throws Exception {
    Blob blob = blobs.keep(LinkedBlobs.picture(ImageFormat.PNG), KEPT);
    Bytes.flip(blobs.file(blob), blob.bytes() / 2);
    HttpResponse<byte[]> answer = get(blobs.target(blob));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(header(answer, "ETag")).isEmpty();
  }

  private static long sizeOfAllThatComes(Socket reader) {
    long size = 0;
    byte[] piece = new byte[64 << 10];
    try {
      for (int read = 0; read >= 0; read = reader.getInputStream().read(piece)) {
        size += read;
      }
    } catch (IOException e) {
      // Broken off so, or by a plain end.
      assertThat(e).isInstanceOf(SocketException.class);
    }
    return size;
  }

  private void cut(Blob blob) throws IOException {
    try (FileChannel file = FileChannel.open(blobs.file(blob), StandardOpenOption.WRITE)) {
      file.truncate(blob.bytes() / 2);
    }
  }

  /** A reader that does not read costs a window, whatever the size of its image. */
  @Test
  void noMoreIsReadThanTheConnectionTakes() throws Exception {
    byte[] picture = large();
    Blob blob = blobs.keep(picture, KEPT);
    String target = blobs.target(blob);
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        readers.add(asking(target));
      }
      // What connections take by themselves, of each reader a window at least.
      assertThat(awaitStandstill(8L * (64 << 10))).isLessThan(8L * picture.length / 2);
      assertThat(get(target).body()).isEqualTo(picture);
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
  }

  /** Each holds memory for as long as it likes. */
  @Test
  void ofReadersThereAreNoMoreThanThereIsRoomFor() throws Exception {
    Blob blob = blobs.keep(large(), KEPT);
    String target = blobs.target(blob);
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 0; i < LinkedBlobs.MOST_READERS; i++) {
        readers.add(asking(target));
      }
      awaitStandstill(LinkedBlobs.MOST_READERS * (64L << 10));
      HttpResponse<byte[]> refused = get(target);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(header(refused, "Retry-After")).isEqualTo("1");
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
    while (get(target).statusCode() == 503) {
      Thread.onSpinWait();
    }
    assertThat(get(target).statusCode()).isEqualTo(200);
  }

  private Socket asking(String target) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 << 10);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), blobs.port()));
    socket
        .getOutputStream()
        .write(("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(ISO_8859_1));
    return socket;
  }

  /** How much was read when that was something, and no more had been for half a second. */
  private long awaitStandstill(long least) throws InterruptedException {
    long before;
    long now = blobs.bytesRead();
    do {
      before = now;
      Thread.sleep(500);
      now = blobs.bytesRead();
    } while (now < least || now != before);
    return now;
  }

  /** A picture whose file is far larger than what connections hold by themselves. */
  private static byte[] large() {
    byte[] jpeg = LinkedBlobs.picture(ImageFormat.JPEG);
    // How long its scan is, is told nowhere.
    int end = jpeg.length - 2;
    return Bytes.join(
        Arrays.copyOf(jpeg, end), new byte[24 << 20], Arrays.copyOfRange(jpeg, end, jpeg.length));
  }
}
