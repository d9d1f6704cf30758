package dev.easel.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Sources;
import dev.easel.testkit.ArrivedImage;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.TappedRequest;
import dev.easel.testkit.TestCall;
import dev.easel.testkit.TestHost;
import dev.easel.testkit.TestPicture;
import dev.easel.testkit.TestSource;
import dev.easel.testkit.WireTap;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to fal's storage, as the sandbox emulates it, and what goes wrong there. */
final class StorageTest {
  private static final TestPicture LARGE = TestPicture.large(5, 12 << 20);
  private static final TestPicture MEDIUM = TestPicture.large(6, 200_000);

  static Stream<Arguments> ways() {
    return Stream.of(
        Arguments.of("signed", MEDIUM, List.of("POST initiate", "PUT image.png")),
        Arguments.of(
            "signed", LARGE, List.of("POST initiate-multipart", "PUT 1", "PUT 2", "POST complete")),
        Arguments.of("cdn", MEDIUM, List.of("POST token", "POST upload")),
        Arguments.of(
            "cdn",
            LARGE,
            List.of("POST token", "POST multipart", "PUT 1", "PUT 2", "POST complete")));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void imageArrivesByEitherWayWholeOrInParts(String way, TestPicture picture, List<String> uploads)
      throws Exception {
    try (Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(20)));
        WireTap tap = WireTap.before(sandbox.uri())) {
      Map<String, String> settings =
          new HashMap<>(FalSettings.sandboxed(tap.uri(), Payer.OPERATOR));
      settings.put("upload-way", way);
      settings.put("whole-upload-limit", "1MiB");
      edit(settings, picture);
      assertThat(tap.requests().stream().limit(uploads.size()).map(StorageTest::action))
          .containsExactlyElementsOf(uploads);
      TappedRequest submit = tap.requests().get(uploads.size());
      assertThat(SubmittedEdit.read(submit).orElseThrow().images())
          .containsExactly(new ArrivedImage.Bytes(ByteBuffer.wrap(picture.bytes())));
      assertThat(tap.requests().stream().limit(uploads.size())).allMatch(StorageTest::keepsTheKey);
    }
  }

  /** Our key goes to the storage's API alone. */
  private static boolean keepsTheKey(TappedRequest request) {
    boolean api =
        request.target().contains("initiate") || request.target().startsWith("/storage/auth/");
    return request.header("Authorization").filter(text -> text.startsWith("Key ")).isPresent()
        == api;
  }

  @Test
  void uploadsLiveAsLongAsResults() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ZERO));
        WireTap tap = WireTap.before(sandbox.uri())) {
      Map<String, String> settings =
          new HashMap<>(FalSettings.sandboxed(tap.uri(), Payer.OPERATOR));
      settings.put("object-lifetime", "1h");
      edit(settings, MEDIUM);
      assertThat(tap.requests().getFirst().header("X-Fal-Object-Lifecycle-Preference"))
          .contains("{\"expiration_duration_seconds\":3600}");
      assertThat(tap.requests().getFirst().bytes())
          .asString()
          .isEqualTo("{\"content_type\":\"image/png\",\"file_name\":\"image.png\"}");
    }
  }

  @Test
  void failedPartIsSentAgain() throws Exception {
    AtomicInteger puts = new AtomicInteger();
    Script storage =
        script(request ->
            request.method().equals("PUT") && puts.incrementAndGet() < 3
                ? Script.json(503, "{}")
                : Script.json(200, "{}"));
    try (FakeFal fal = new FakeFal(storage)) {
      fal.provider().prepare(EditWork.of("gpt-image-1"), EditWork.held(MEDIUM), TestCall.ample());
      assertThat(fal.paths("PUT")).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          500|{"detail": "oops"}|UNAVAILABLE|true|3
          503|<html>|UNAVAILABLE|true|3
          400|{"detail": "bad"}|UNAVAILABLE|true|1
          307|{}|UNAVAILABLE|true|1
          200|not json|UNAVAILABLE|true|1
          200|{"file_url": "https://v3.fal.media/x"}|UNAVAILABLE|true|1
          200|{"upload_url": "https://elsewhere.example/x", "file_url": "https://v3.fal.media/x"}|UNAVAILABLE|true|1
          200|{"upload_url": "http://v3.fal.media/x", "file_url": "https://v3.fal.media/x"}|UNAVAILABLE|true|1
          200|{"upload_url": "no url", "file_url": "https://v3.fal.media/x"}|UNAVAILABLE|true|1
          401|{"detail": "No user found for Key ID and Secret"}|KEY_REJECTED|false|1
          403|{"detail": "User is locked. Reason: Exhausted balance."}|ACCOUNT_EXHAUSTED|false|1
          429|{"detail": "slow"}|RATE_LIMITED|true|3
          """)
  void failedUploadBuysNothing(
      int status, String body, Fault fault, boolean retryable, int requests) throws Exception {
    try (FakeFal fal = new FakeFal(Script.json(status, body))) {
      ProviderFailure failure = prepareFails(fal);
      assertThat(failure.fate()).isEqualTo(Fate.NOT_SENT);
      assertThat(failure.fault()).isEqualTo(fault);
      assertThat(failure.retryable()).isEqualTo(retryable);
      assertThat(fal.requests()).hasSize(requests);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token\": \"two words\", \"token_type\": \"Bearer\", \"base_url\": \"ORIGIN\"}",
        "{\"token\": \"t\", \"token_type\": \"a\\nb\", \"base_url\": \"ORIGIN\"}",
        "{\"token\": \"t\", \"token_type\": \"Bearer\", \"base_url\":"
            + " \"https://elsewhere.example\"}",
        "{\"token\": \"t\", \"token_type\": \"Bearer\", \"base_url\": \"ORIGIN\","
            + " \"access_url\": \"ORIGIN/files/x\", \"uploadId\": \"{}\"}"
      })
  void tokenThatCannotBeUsedFailsThePreparation(String answer) throws Exception {
    Script storage =
        (request, wire) -> {
          String origin = "http://" + request.header("Host").orElseThrow();
          Script.json(200, answer.replace("ORIGIN", origin)).play(request, wire);
        };
    try (FakeFal fal =
        new FakeFal(storage, Map.of("upload-way", "cdn", "whole-upload-limit", "1KiB"))) {
      ProviderFailure failure = prepareFails(fal);
      assertThat(failure.fate()).isEqualTo(Fate.NOT_SENT);
      assertThat(failure.fault()).isEqualTo(Fault.UNAVAILABLE);
    }
  }

  @Test
  void storageThatCutsTheConnectionFailsThePreparation() throws Exception {
    try (FakeFal fal = new FakeFal(Script.cut())) {
      ProviderFailure failure = prepareFails(fal);
      assertThat(failure.fate()).isEqualTo(Fate.NOT_SENT);
      assertThat(failure.fault()).isEqualTo(Fault.UNAVAILABLE);
      assertThat(fal.requests()).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100_000})
  void sourceThatWeCannotReadIsNotBlamedOnFal(int length) throws Exception {
    Sources sources =
        new Sources(List.of(TestSource.unreadable(TestPicture.large(1, length))), Optional.empty());
    try (FakeFal fal = new FakeFal(script(_ -> Script.json(200, "{}")))) {
      ProviderFailure failure =
          catchThrowableOfType(
                  ProviderException.class,
                  () ->
                      fal.provider().prepare(EditWork.of("gpt-image-1"), sources, TestCall.ample()))
              .failure();
      assertThat(failure.fate()).isEqualTo(Fate.NOT_SENT);
      assertThat(failure.fault()).isEqualTo(Fault.STORAGE_FAILED);
      assertThat(failure.retryable()).isFalse();
      assertThat(fal.paths("PUT")).isEmpty();
    }
  }

  @Test
  void abortEndsAnUpload() throws Exception {
    TestCall call = TestCall.ample();
    Script ending =
        (_, _) -> {
          call.end();
          Thread.sleep(60_000);
        };
    try (FakeFal fal = new FakeFal(ending)) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () ->
                  fal.provider().prepare(EditWork.of("gpt-image-1"), EditWork.held(MEDIUM), call));
      assertThat(failure.failure().fault()).isEqualTo(Fault.ABORTED);
      assertThat(failure.failure().fate()).isEqualTo(Fate.NOT_SENT);
    }
  }

  private static ProviderFailure prepareFails(FakeFal fal) {
    return catchThrowableOfType(
            ProviderException.class,
            () ->
                fal.provider()
                    .prepare(EditWork.of("gpt-image-1"), EditWork.held(MEDIUM), TestCall.ample()))
        .failure();
  }

  private static void edit(Map<String, String> settings, TestPicture picture) throws Exception {
    try (ImageProvider provider = TestHost.create(new FalProviderFactory(), settings);
        Prepared prepared =
            provider.prepare(
                EditWork.of("gpt-image-1"), EditWork.held(picture), TestCall.ample())) {
      prepared.submit(null, new RecordingSink(), TestCall.ample());
    }
  }

  /** A storage that signs URLs of its own, and answers what is put there as told. */
  private static Script script(Function<ScriptedRequest, Script> puts) {
    return (request, wire) -> {
      String origin = "http://" + request.header("Host").orElseThrow();
      Script answer =
          request.target().startsWith("/storage/upload/initiate")
              ? Script.json(
                  200,
                  "{\"upload_url\": \"%s/place?s=1\", \"file_url\": \"%s/files/x\"}"
                      .formatted(origin, origin))
              : puts.apply(request);
      answer.play(request, wire);
    };
  }

  private static String action(TappedRequest request) {
    String path = request.target().split("\\?", -1)[0];
    return request.method() + " " + path.substring(path.lastIndexOf('/') + 1);
  }
}
