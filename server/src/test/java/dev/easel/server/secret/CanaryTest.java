package dev.easel.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks S-01 and S-06 of the test plan: keys of every shape go down every way of a real server
 * whose logs are as talkative as they can be, and are then looked for wherever it wrote anything.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
final class CanaryTest {
  private static final String SUBMIT_TO_FAL = "POST /fal-ai/";

  private final long seed = System.nanoTime();
  private final Keyring keys = Keyring.cut(seed);
  private final Search search = new Search(keys.all());
  private CanaryRun run;

  @BeforeAll
  void goDownEveryWay(@TempDir Path data) throws Exception {
    long start = System.nanoTime();
    run = CanaryRun.of(keys, data);
    System.out.printf(
        "canary run, seed %d: %d paths (%d jobs succeeded, %d failed, %d not over, %d calls"
            + " refused), %d requests to sellers, %d sinks, %d encodings, %d keys, %d ms%n",
        seed,
        run.ways(),
        run.succeeded(),
        run.failed(),
        run.unfinished(),
        run.refused(),
        run.sent().size(),
        run.sinks().all().size(),
        Encoding.values().length,
        keys.all().size(),
        Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  @Test
  void noKeyIsFoundInAnySink() {
    Map<String, SortedSet<String>> found = new TreeMap<>();
    run.sinks()
        .all()
        .forEach((sink, bytes) -> {
          SortedSet<String> here = search.in(bytes);
          if (!here.isEmpty()) {
            found.put(sink, here);
          }
        });
    assertThat(found).isEmpty();
  }

  @Test
  void everySinkHasSomethingInIt() {
    assertThat(run.sinks().all())
        .containsKeys(
            "log",
            "System.err",
            "answers",
            "jobs",
            "events",
            "quotes",
            "list of jobs",
            "models",
            "providers",
            "blobs",
            "RPC errors",
            "RPC error details",
            "response metadata",
            "exceptions' messages",
            "start-up problems",
            "effective configuration",
            "settings",
            "objects in memory",
            "threads",
            "files",
            "names of files",
            "HTTP pages",
            "system properties",
            "environment")
        .allSatisfy((sink, bytes) -> {
          if (!sink.equals("System.out")) {
            assertThat(bytes).as(sink).isNotEmpty();
          }
        });
  }

  /** The control: what is looked for would be found. */
  @ParameterizedTest
  @EnumSource
  void aPlantedKeyIsFound(Encoding encoding) {
    for (Canary canary : keys.all()) {
      for (String part : canary.parts()) {
        ByteArrayOutputStream haystack = new ByteArrayOutputStream();
        haystack.writeBytes("sixteen words...".getBytes(UTF_8));
        haystack.writeBytes(encoding.bytes(part));
        haystack.writeBytes("and more".getBytes(UTF_8));
        assertThat(search.in(haystack.toByteArray()))
            .anyMatch(line -> line.startsWith(canary.name() + " as " + encoding));
      }
    }
  }

  /** The other control: the keys really went down the ways. */
  @Test
  void everyKeyReachedItsSeller() {
    for (Canary canary : keys.operators()) {
      assertThat(run.sent()).as(canary.name()).anyMatch(request -> request.has(canary));
    }
    for (Canary canary : keys.callers()) {
      assertThat(run.sent())
          .as(canary.name())
          .anyMatch(request -> request.has(canary) && isSubmitToFal(request))
          .anyMatch(request ->
              request.header("Authorization").orElse("").equals("Bearer " + canary.key()));
    }
    assertThat(run.sent()).noneMatch(request -> request.has(keys.misplaced()));
    assertThat(run.succeeded()).isGreaterThan(20);
    assertThat(run.failed()).isGreaterThan(100);
  }

  /** A third control: sellers' echoes of whole requests did come through, without the keys. */
  @Test
  void whatSellersEchoIsToldWithItsKeysMasked() {
    assertThat(text("events"))
        .contains("Authorization: Key [masked]")
        .contains("Authorization: Bearer [masked]")
        .contains("api-key: [masked]");
  }

  @Test
  void noBufferWasLost() {
    assertThat(text("System.err")).doesNotContain("LEAK:");
  }

  private String text(String sink) {
    return new String(run.sinks().all().getOrDefault(sink, new byte[0]), UTF_8);
  }

  /** Check S-06. */
  @Test
  void falHearsOfACallersKeyInSubmitsOnlyAndIsToldNotToKeepThem() {
    assertThat(withCallersKey())
        .filteredOn(request -> request.has(keys.falByok()))
        .isNotEmpty()
        .allMatch(CanaryTest::isSubmitToFal)
        .allMatch(request -> request.header("X-Fal-Store-IO").orElse("").equals("0"))
        .allMatch(request ->
            keys.callers().stream()
                .noneMatch(key -> String.join("\n", request.headers()).contains(key.key())));
  }

  @Test
  void openAiHearsOfACallersKeyInAuthorizationOnlyAndNeverWithTheOperators() {
    assertThat(withCallersKey())
        .filteredOn(request -> !isSubmitToFal(request))
        .isNotEmpty()
        .allMatch(request -> request.line().startsWith("POST /v1/images/"))
        .allMatch(request -> keys.operators().stream().noneMatch(request::has))
        .allMatch(request ->
            keys.callers().stream().noneMatch(key -> request.body().contains(key.key())));
  }

  @Test
  void noRequestHasTheKeysOfTwoAccountsAtOneSeller() {
    assertThat(run.sent())
        .allMatch(request -> keys.operators().stream().filter(request::has).count() <= 1)
        .allMatch(request -> keys.callers().stream().filter(request::has).count() <= 1);
  }

  @Test
  void filesAreFetchedWithoutAnyKey() {
    assertThat(run.sent())
        .filteredOn(request -> request.line().contains(" /files/"))
        .filteredOn(request -> request.line().startsWith("GET "))
        .isNotEmpty()
        .noneMatch(request -> keys.all().stream().anyMatch(request::has));
  }

  @Test
  void aCallersKeyIsNotHeldWhenTheJobsAreOver() {
    List<String> held = run.held().stream().map(Secret::reveal).toList();
    assertThat(held).contains(keys.openAi().key());
    assertThat(held.stream().filter(this::isCallers).count()).isZero();
  }

  private boolean isCallers(String key) {
    return keys.callers().stream().anyMatch(canary -> canary.key().equals(key));
  }

  private List<RecordedRequest> withCallersKey() {
    return run.sent().stream()
        .filter(request -> keys.callers().stream().anyMatch(request::has))
        .toList();
  }

  private static boolean isSubmitToFal(RecordedRequest request) {
    return request.line().startsWith(SUBMIT_TO_FAL) && request.line().contains("/byok");
  }
}
