package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.ProviderContext;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Report;
import dev.easel.spi.Testimony;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import dev.easel.testkit.TestHost;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook of fal's is worth. The signature was made by OpenSSL. */
final class WebhookTest {
  private static final String ID = "0f6c3f0e-53b0-4c1d-9b43-3f1a9c0e7a11";
  private static final Instant SIGNED = Instant.parse("2026-11-21T10:00:00Z");
  private static final String BODY =
      "{\"request_id\": \""
          + ID
          + "\", \"gateway_request_id\": \""
          + ID
          + "\","
          + " \"status\": \"OK\", \"error\": null, \"payload\": {\"images\": [{\"url\":"
          + " \"https://v3b.fal.media/files/b/demo/a.png\", \"content_type\": \"image/png\","
          + " \"width\": 1024, \"height\": 1024}]}}";
  private static final String SIGNATURE =
      "14de7b7efa7b2016e10cedb80ae2e7d91cb4435c8bd203cbf94222d48c3b4145"
          + "ad8cf47226c4f2653371175e19cbd8e3da2d785de97ee310f54383660a1b7606";

  /** RFC 8032, section 7.1, test 1, by which the signature was made; and test 2. */
  private static final String KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

  private static final String SECRET =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private static final String OTHER_KEY = "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw";

  private final Map<String, List<String>> headers = new HashMap<>();
  private volatile Script keys = published(KEY);
  private volatile Instant now = SIGNED;
  private ScriptedServer fal;
  private ImageProvider provider;

  @BeforeEach
  void start() throws Exception {
    header("x-fal-webhook-request-id", ID);
    header("x-fal-webhook-user-id", "github|12345");
    header("x-fal-webhook-timestamp", Long.toString(SIGNED.getEpochSecond()));
    header("x-fal-webhook-signature", SIGNATURE);
    fal = ScriptedServer.start((request, wire) -> keys.play(request, wire));
    FalProviderFactory factory = new FalProviderFactory();
    ProviderConfiguration configuration =
        TestHost.configuration(factory.configuration(), factory.sandboxed(fal.uri()).orElseThrow());
    provider =
        factory.create(
            "tested",
            configuration,
            factory.catalog(configuration),
            new ProviderContext(() -> now, _ -> {}, new SplittableRandom(7), "easel-test/1"));
  }

  @AfterEach
  void stop() {
    provider.close();
    fal.close();
  }

  private void header(String name, String... values) {
    headers.put(name, List.of(values));
  }

  private static String key(String x) {
    return "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"kid\": \"k\", \"x\": \"" + x + "\"}";
  }

  private static Script published(String... all) {
    return Script.json(
        200,
        "{\"keys\": ["
            + String.join(",", List.of(all).stream().map(WebhookTest::key).toList())
            + "]}");
  }

  private Testimony hear() throws Exception {
    return hear(BODY);
  }

  private Testimony hear(String body) throws Exception {
    Report report =
        new Report(
            new AttemptKey("job", 1),
            FakeFal.work(2),
            headers,
            ByteBuffer.wrap(body.getBytes(UTF_8)),
            now);
    return provider.hear(report, TestCall.ample());
  }

  /** Made with the secret of {@link #KEY}. */
  private static String signed(String body) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8));
    String message =
        String.join(
            "\n",
            ID,
            "github|12345",
            Long.toString(SIGNED.getEpochSecond()),
            HexFormat.of().formatHex(digest));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(
                new EdECPrivateKeySpec(
                    NamedParameterSpec.ED25519, HexFormat.of().parseHex(SECRET))));
    signature.update(message.getBytes(UTF_8));
    return HexFormat.of().formatHex(signature.sign());
  }

  private static void checkTrusted(Testimony testimony) {
    assertThat(testimony).isInstanceOf(Testimony.Credible.class);
    assertThat(((Testimony.Credible) testimony).handle().requestId()).isEqualTo(ID);
  }

  private static void checkUntrusted(Testimony testimony, String why) {
    assertThat(testimony).isInstanceOf(Testimony.Untrusted.class);
    assertThat(((Testimony.Untrusted) testimony).why()).contains(why);
  }

  @Test
  void aSignedReportNamesTheRequestThatIsToBeFollowed() throws Exception {
    checkTrusted(hear());
    assertThat(fal.requests())
        .extracting(request -> request.method() + " " + request.target())
        .containsExactly("GET /.well-known/jwks.json");
  }

  @Test
  void theAccountsKeyIsNotToldToWhomeverPublishesKeys() throws Exception {
    hear();
    assertThat(fal.requests().getFirst().header("Authorization")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-301, false", "-300, true", "300, true", "301, false", "86400, false"})
  void aReportIsOfNowForFiveMinutesBothWays(long seconds, boolean trusted) throws Exception {
    now = SIGNED.plusSeconds(seconds);
    assertThat(hear() instanceof Testimony.Credible).isEqualTo(trusted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1795255200", "1795255200.0", "9999999999999999999", "x"})
  void aTimeThatIsNoneIsNotOfNow(String timestamp) throws Exception {
    header("x-fal-webhook-timestamp", timestamp);
    checkUntrusted(hear(), "of now");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-fal-webhook-request-id",
        "x-fal-webhook-user-id",
        "x-fal-webhook-timestamp",
        "x-fal-webhook-signature"
      })
  void everyHeaderIsThereOnce(String name) throws Exception {
    headers.remove(name);
    checkUntrusted(hear(), "headers");
    header(name, "twice", "twice");
    checkUntrusted(hear(), "headers");
  }

  @ParameterizedTest
  @CsvSource({
    "x-fal-webhook-request-id, another",
    "x-fal-webhook-user-id, another",
    "x-fal-webhook-timestamp, 1795255201",
    "x-fal-webhook-signature, 00",
    "x-fal-webhook-signature, not hexadecimal"
  })
  void whatIsSignedCannotBeChanged(String name, String value) throws Exception {
    header(name, value);
    checkUntrusted(hear(), "signature");
  }

  @Test
  void theBodyIsSignedToTheLastByte() throws Exception {
    checkUntrusted(hear(BODY.replace("null", "nuli")), "signature");
    checkUntrusted(hear(BODY + " "), "signature");
    checkUntrusted(hear(BODY.substring(1)), "signature");
    checkUntrusted(hear(""), "signature");
  }

  @Test
  void aSignedBodyThatNamesTwoRequestsSpeaksOfNeither() throws Exception {
    String two = BODY.replaceFirst("\\{", "{\"request_id\": \"another\", ");
    header("x-fal-webhook-signature", signed(two));
    checkUntrusted(hear(two), "another request");
    String once = BODY + " ";
    header("x-fal-webhook-signature", signed(once));
    checkTrusted(hear(once));
  }

  @Test
  void anotherKeyFitsNothing() throws Exception {
    keys = published(OTHER_KEY);
    checkUntrusted(hear(), "signature");
  }

  @Test
  void everyPublishedKeyIsTried() throws Exception {
    keys =
        Script.json(
            200,
            "{\"keys\": [{\"kty\": \"RSA\", \"n\": \"AQAB\"}, {}, 7, "
                + key("c2hvcnQ")
                + ", "
                + key("***")
                + ", "
                + key(OTHER_KEY)
                + ", "
                + key(KEY)
                + "]}");
    checkTrusted(hear());
  }

  @Test
  void keysAreAskedForOnceADay() throws Exception {
    checkTrusted(hear());
    checkTrusted(hear());
    assertThat(fal.requests()).hasSize(1);
    now = SIGNED.plus(Duration.ofHours(24));
    header("x-fal-webhook-timestamp", Long.toString(now.getEpochSecond()));
    checkUntrusted(hear(), "signature");
    assertThat(fal.requests()).hasSize(2);
  }

  @Test
  void aKeyThatIsNewIsFoundWhenNoneFits() throws Exception {
    keys = published(OTHER_KEY);
    now = SIGNED.minusSeconds(60);
    checkUntrusted(hear(), "signature");
    keys = published(OTHER_KEY, KEY);
    now = SIGNED;
    checkTrusted(hear());
    assertThat(fal.requests()).hasSize(2);
  }

  @Test
  void forgeriesDoNotMakeUsAskAgainAndAgain() throws Exception {
    header("x-fal-webhook-signature", "00".repeat(64));
    for (int i = 0; i < 10; i++) {
      checkUntrusted(hear(), "signature");
    }
    assertThat(fal.requests()).hasSize(1);
    now = SIGNED.plusSeconds(30);
    checkUntrusted(hear(), "signature");
    assertThat(fal.requests()).hasSize(2);
  }

  @Test
  void withoutKeysNothingIsJudgedUntilTheyAreThere() throws Exception {
    for (Script away : List.of(Script.cut(), Script.json(503, "{}"), Script.json(200, "{"))) {
      keys = away;
      now = now.plusSeconds(2);
      assertThatExceptionOfType(ProviderException.class)
          .isThrownBy(this::hear)
          .satisfies(e -> assertThat(e.failure().fault()).isEqualTo(Fault.UNAVAILABLE));
    }
    keys = published(KEY);
    now = now.plusSeconds(2);
    checkTrusted(hear());
  }

  @Test
  void keysThatCouldNotBeHadAMomentAgoAreNotAskedFor() {
    keys = Script.cut();
    for (int i = 0; i < 5; i++) {
      assertThatExceptionOfType(ProviderException.class).isThrownBy(this::hear);
    }
    assertThat(fal.requests()).hasSize(1);
  }

  @Test
  void keysOfYesterdayAreNotTrustedThoughNewOnesCannotBeHad() throws Exception {
    checkTrusted(hear());
    keys = Script.cut();
    now = SIGNED.plus(Duration.ofHours(25));
    header("x-fal-webhook-timestamp", Long.toString(now.getEpochSecond()));
    assertThatExceptionOfType(ProviderException.class).isThrownBy(this::hear);
  }
}
