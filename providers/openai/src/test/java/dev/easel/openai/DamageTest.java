package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Sources;
import dev.easel.testkit.Allocation;
import dev.easel.testkit.GzipBomb;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.SinkEvent;
import dev.easel.testkit.TestCall;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that break, lie, trickle or never end. */
final class DamageTest {
  private static final String ANSWER =
      "{\"created\": 1763630000, \"data\": [{\"b64_json\": \""
          + Pixel.base64()
          + "\"}], \"usage\": {\"input_tokens\": 1, \"output_tokens\": 2}}";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final int MEBIBYTE = 1 << 20;

  private final RecordingSink sink = new RecordingSink();

  /** What a seller may put around or in place of an answer. */
  enum Lie {
    HTML_PAGE("text/html", "<!DOCTYPE html><title>Bad gateway</title>"),
    HTML_AS_JSON("application/json", "<!DOCTYPE html><title>Bad gateway</title>"),
    IMAGE_AS_ANSWER("image/png", "\u0089PNG"),
    EMPTY("application/json", ""),
    TEXT_AS_EVENTS("text/event-stream", "no events at all\n\n");

    private final String type;
    private final String body;

    Lie(String type, String body) {
      this.type = type;
      this.body = body;
    }
  }

  @ParameterizedTest
  @EnumSource(Lie.class)
  void lieIsNoImageAndNobodyKnowsWhatItCost(Lie lie) throws Exception {
    ProviderFailure failure =
        failure(Script.reply(200, Map.of("Content-Type", lie.type), lie.body.getBytes(UTF_8)));
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(failure.fault()).isEqualTo(Fault.RESPONSE_INVALID);
    assertThat(sink.events(SinkEvent.Opened.class)).isEmpty();
  }

  @Test
  void honestAnswerUnderAWrongTypeIsTaken() throws Exception {
    try (FakeSeller seller =
        new FakeSeller(
            Script.reply(200, Map.of("Content-Type", "text/html"), ANSWER.getBytes(UTF_8)))) {
      seller.submit(sink);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void answerThatIsCutAnywhereDeliversWholeImagesOnly() throws Exception {
    byte[] whole = ANSWER.getBytes(UTF_8);
    int delivered = 0;
    for (int length = 0; length < whole.length; length += 3) {
      int cut = length;
      RecordingSink each = new RecordingSink();
      Script script =
          (_, wire) -> {
            wire.write(Script.head(200, JSON, whole.length).getBytes(UTF_8));
            wire.write(whole, 0, cut);
            wire.flush();
          };
      try (FakeSeller seller = new FakeSeller(script)) {
        if (isLost(seller, each)) {
          assertThat(each.images()).as("cut at %d", cut).isEmpty();
        }
      }
      assertThat(each.images().values()).allMatch(image -> image.length == Pixel.bytes().length);
      delivered += each.images().size();
    }
    // The image is whole long before the answer is.
    assertThat(delivered).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308, 408, 503})
  void paidRequestIsSentOnceWhateverTheAnswer(int status) throws Exception {
    Map<String, String> headers = Map.of("Retry-After", "0", "Location", "/again");
    try (FakeSeller seller = new FakeSeller(Script.reply(status, headers, new byte[0]))) {
      assertThat(seller.failure().fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
      assertThat(seller.requests()).hasSize(1);
    }
  }

  /** pooled connections that die under a paid request. */
  @Test
  void resetAfterTheBodyNeverSendsASecondTime() throws Exception {
    AtomicInteger posts = new AtomicInteger();
    try (ResettingServer server = ResettingServer.start(posts);
        ImageProvider provider =
            FakeSeller.provider(Map.of("key", FakeSeller.KEY, "base-url", server.uri() + "/v1"))) {
      int unknown = 0;
      for (int attempt = 1; attempt <= 200; attempt++) {
        // One answer that keeps its connection, then one that resets it.
        Fate fate = submit(provider, FakeSeller.work(1));
        unknown += fate == Fate.OUTCOME_UNKNOWN ? 1 : 0;
        assertThat(posts.get()).as("after attempt %d", attempt).isEqualTo(attempt);
      }
      assertThat(unknown).isEqualTo(100);
    }
  }

  @Test
  void silenceBeforeTheAnswerIsBorneForAsLongAsIsConfigured() throws Exception {
    long before = System.nanoTime();
    try (FakeSeller seller = new FakeSeller(Script.withhold(), Map.of("answer-timeout", "1s"))) {
      assertThat(seller.failure().fault()).isEqualTo(Fault.TIMED_OUT);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(900));
  }

  /** what is sent without end is read in windows and given up; nothing of it is kept. */
  @Test
  void imageWithoutEndIsGivenUp() throws Exception {
    checkBounded("{\"data\": [{\"b64_json\": \"", "QUJD".repeat(16_384), 500);
  }

  @Test
  void textWithoutEndIsPassedOver() throws Exception {
    checkBounded("{\"note\": \"", "x".repeat(65_536), 200);
  }

  @Test
  void nestingWithoutEndIsGivenUp() throws Exception {
    checkBounded("{\"note\": ", "[".repeat(100_000), 1);
  }

  @Test
  void membersWithoutEndAreGivenUp() throws Exception {
    checkBounded("{", ("\"a\": \"" + "x".repeat(2_000) + "\", ").repeat(32), 200);
  }

  @Test
  void compressedAnswerIsNotUnpacked() throws Exception {
    byte[] packed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    ProviderFailure failure =
        failure(
            Script.reply(
                200,
                Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
                packed));
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
  }

  /** ten mebibytes that would be ten gibibytes are neither unpacked nor held. */
  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream"})
  void bombInPlaceOfAnAnswerIsGivenUp(String type) throws Exception {
    GzipBomb bomb = new GzipBomb(type);
    try (FakeSeller seller = new FakeSeller(bomb)) {
      seller.failure();
      long allocated =
          Allocation.of(() -> {
            ProviderFailure failure = seller.failure(FakeSeller.work(1), new CountingSink());
            assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
            assertThat(failure.fault()).isEqualTo(Fault.RESPONSE_INVALID);
            return failure;
          });
      assertThat(allocated).isLessThan(2 * MEBIBYTE);
      assertThat(seller.requests()).hasSize(2);
    }
    assertThat(bomb.sent()).isPositive();
  }

  @Test
  void bombInPlaceOfAnImageIsNoneAndIsNotUnpacked() throws Exception {
    GzipBomb bomb = new GzipBomb("image/png");
    Script script =
        (request, wire) -> {
          String url = "http://" + request.header("Host").orElseThrow() + "/media/0.png";
          Script linked = Script.json(200, "{\"data\": [{\"url\": \"" + url + "\"}]}");
          (request.method().equals("POST") ? linked : bomb).play(request, wire);
        };
    try (FakeSeller seller = new FakeSeller(script)) {
      seller.failure(FakeSeller.work(1), new CountingSink());
      CountingSink counting = new CountingSink();
      long allocated =
          Allocation.of(() -> {
            ProviderFailure failure = seller.failure(FakeSeller.work(1), counting);
            assertThat(failure.fate()).isEqualTo(Fate.FAILED_BILLED);
            assertThat(failure.fault()).isEqualTo(Fault.RESULT_UNREACHABLE);
            return failure;
          });
      assertThat(allocated).isLessThan(4 * MEBIBYTE);
      assertThat(counting.written()).isZero();
    }
  }

  /** An answer of many mebibytes passes through in a few windows, whoever keeps it. */
  @Test
  void memoryDoesNotDependOnTheImage() throws Exception {
    String window = "QUJD".repeat(16_384);
    int windows = 700;
    Script script =
        (_, wire) -> {
          String open = "{\"data\": [{\"b64_json\": \"";
          long length = open.length() + (long) windows * window.length() + "\"}]}".length();
          wire.write(Script.head(200, JSON, length).getBytes(UTF_8));
          wire.write(open.getBytes(UTF_8));
          byte[] bytes = window.getBytes(UTF_8);
          for (int index = 0; index < windows; index++) {
            wire.write(bytes);
          }
          wire.write("\"}]}".getBytes(UTF_8));
          wire.flush();
        };
    try (FakeSeller seller = new FakeSeller(script)) {
      // What is used for the first time loads classes.
      seller.submit(new CountingSink());
      CountingSink counting = new CountingSink();
      assertThat(Allocation.of(() -> seller.submit(counting))).isLessThan(2 * MEBIBYTE);
      assertThat(counting.written()).isEqualTo((long) windows * window.length() / 4 * 3);
      assertThat(counting.largestWindow()).isEqualTo(64 << 10);
    }
  }

  private void checkBounded(String open, String window, int mostMebibytes) throws Exception {
    AtomicLong sent = new AtomicLong();
    Script endless =
        (_, wire) -> {
          wire.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".getBytes(UTF_8));
          wire.write(open.getBytes(UTF_8));
          byte[] bytes = window.getBytes(UTF_8);
          while (sent.get() < (long) mostMebibytes * MEBIBYTE) {
            wire.write(bytes);
            sent.addAndGet(bytes.length);
          }
        };
    try (FakeSeller seller = new FakeSeller(endless)) {
      seller.failure();
      sent.set(0);
      long allocated =
          Allocation.of(() -> {
            ProviderFailure failure = seller.failure(FakeSeller.work(1), new CountingSink());
            assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
            return failure;
          });
      assertThat(allocated).isLessThan(8 * MEBIBYTE);
    }
  }

  /** Whether nobody knows what became of the work; if not, the image came and its bill did not. */
  private static boolean isLost(FakeSeller seller, RecordingSink sink) throws Exception {
    try {
      assertThat(seller.submit(sink).billing()).isEqualTo(Billing.untold());
      return false;
    } catch (ProviderException e) {
      assertThat(e.failure().fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
      assertThat(e.failure().retryable()).isFalse();
      return true;
    }
  }

  private ProviderFailure failure(Script script) throws Exception {
    try (FakeSeller seller = new FakeSeller(script)) {
      return seller.failure(FakeSeller.work(1), sink);
    }
  }

  private static Fate submit(ImageProvider provider, ImageWork work) throws Exception {
    try (Prepared prepared = provider.prepare(work, Sources.none(), TestCall.ample())) {
      prepared.submit(null, new RecordingSink(), TestCall.ample());
      return Fate.FAILED_BILLED;
    } catch (ProviderException e) {
      return e.failure().fate();
    }
  }
}
