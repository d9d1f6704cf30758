package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageWork;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Sources;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.TestCall;
import dev.easel.testkit.TestPicture;
import dev.easel.testkit.TestSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.function.Executable;

/**
 * Check R-12 of the test plan: every code and type of the sellers' errors in every phase that a
 * seller has which answers when the work is done, against the table in failures.txt. A code that
 * nobody knows degrades by the class of its status.
 */
final class FailureMatrixTest {
  private static final String COMPLETED =
      "data: {\"type\": \"image_generation.completed\", \"b64_json\": \""
          + Pixel.base64()
          + "\"}\n\n";

  @TestFactory
  Stream<DynamicContainer> everyErrorInEveryPhase(TestReporter reporter) throws IOException {
    List<DynamicContainer> rows = new ArrayList<>();
    int cases = 0;
    for (SellersError error : SellersError.all()) {
      List<DynamicTest> phases = new ArrayList<>();
      for (String seller : error.sellers()) {
        phases.add(phase("submit to " + seller, () -> submit(seller, error)));
      }
      if (error.ofOpenAi()) {
        phases.add(phase("submit for a stream", () -> submit(FakeSeller.work(1, 2), error)));
        phases.add(phase("submit of a form", () -> submitForm(error)));
        phases.add(phase("in the place of a result", () -> document(error)));
        phases.add(phase("among events", () -> event(error)));
        phases.add(phase("after one of two images", () -> afterAnImage(error)));
        phases.add(phase("download, once", () -> downloadOnce(error)));
        phases.add(phase("download, always", () -> downloadAlways(error)));
        phases.add(phase("resumed download", () -> resumedDownload(error)));
      }
      rows.add(DynamicContainer.dynamicContainer(error.name(), phases));
      cases += phases.size();
    }
    reporter.publishEntry("R-12", rows.size() + " errors: " + cases + " cases");
    return rows.stream();
  }

  private static DynamicTest phase(String name, Executable test) {
    return DynamicTest.dynamicTest(name, test);
  }

  private static void submit(String preset, SellersError error) throws Exception {
    Map<String, String> settings = Map.of("preset", preset, "key", "lmnfl_ofnobody.0123456789");
    try (FakeSeller seller = new FakeSeller(error.answer(), settings)) {
      checkRefused(seller, seller.failure(FakeSeller.plain(), new RecordingSink()), error);
    }
  }

  private static void submit(ImageWork work, SellersError error) throws Exception {
    try (FakeSeller seller = new FakeSeller(error.answer())) {
      checkRefused(seller, seller.failure(work, new RecordingSink()), error);
    }
  }

  private static void submitForm(SellersError error) throws Exception {
    Sources sources = new Sources(List.of(TestSource.of(TestPicture.small(1))), Optional.empty());
    try (FakeSeller seller = new FakeSeller(error.answer())) {
      ProviderFailure failure =
          catchThrowableOfType(
                  ProviderException.class,
                  () -> seller.submit(FakeSeller.edit("gpt-image-2"), sources, new RecordingSink()))
              .failure();
      assertThat(seller.requests().getFirst().header("Content-Type").orElseThrow())
          .startsWith("multipart/form-data");
      checkRefused(seller, failure, error);
    }
  }

  private static void checkRefused(FakeSeller seller, ProviderFailure failure, SellersError error) {
    assertThat(failure.fate()).isEqualTo(error.fate());
    assertThat(failure.fault()).isEqualTo(error.fault());
    assertThat(failure.retryable()).isEqualTo(error.retryable());
    assertThat(failure.message()).isNotBlank();
    assertThat(seller.requests()).as("it is sent once").hasSize(1);
  }

  /** Success is announced, and the document is the error. */
  private static void document(SellersError error) throws Exception {
    try (FakeSeller seller = new FakeSeller(Script.json(200, error.body()))) {
      checkLate(seller.failure(), error.lateFault(), error.lateFate());
    }
  }

  /** After an event that is no image. What says nothing leaves a stream that ends too early. */
  private static void event(SellersError error) throws Exception {
    try (FakeSeller seller = new FakeSeller(events("data: {\"type\": \"ping\"}\n\n", error))) {
      ProviderFailure failure = seller.failure(FakeSeller.work(1, 2), new RecordingSink());
      if (error.silent()) {
        checkLate(failure, Fault.RESPONSE_INVALID, Fate.OUTCOME_UNKNOWN);
      } else {
        checkLate(failure, error.lateFault(), error.lateFate());
      }
    }
  }

  /** What has come is kept, whatever follows it. */
  private static void afterAnImage(SellersError error) throws Exception {
    RecordingSink sink = new RecordingSink();
    try (FakeSeller seller = new FakeSeller(events(COMPLETED, error))) {
      if (error.silent()) {
        seller.submit(FakeSeller.work(2, 2), sink);
      } else {
        ProviderFailure failure = seller.failure(FakeSeller.work(2, 2), sink);
        checkLate(failure, error.lateFault(), error.lateFate());
      }
      assertThat(sink.images()).containsOnlyKeys(0);
      assertThat(seller.requests()).hasSize(1);
    }
  }

  private static void checkLate(ProviderFailure failure, Fault fault, Fate fate) {
    assertThat(failure.fate()).isEqualTo(fate);
    assertThat(failure.fault()).isEqualTo(fault);
    if (fate == Fate.OUTCOME_UNKNOWN) {
      assertThat(failure.retryable()).isFalse();
    }
  }

  private static void downloadOnce(SellersError error) throws Exception {
    AtomicBoolean failed = new AtomicBoolean();
    RecordingSink sink = new RecordingSink();
    Script once =
        (request, wire) -> {
          boolean again = failed.getAndSet(true);
          (again ? Pixel.script() : error.answer()).play(request, wire);
        };
    try (FakeSeller seller = new FakeSeller(linking(once))) {
      seller.submit(sink);
      assertThat(sink.images()).containsOnlyKeys(0);
      assertThat(posts(seller)).isEqualTo(1);
    }
  }

  private static void downloadAlways(SellersError error) throws Exception {
    try (FakeSeller seller = new FakeSeller(linking(error.answer()))) {
      RecordingSink sink = new RecordingSink();
      checkUnreachable(seller.failure(FakeSeller.work(1), sink));
      assertThat(sink.handle()).isPresent();
      assertThat(posts(seller)).isEqualTo(1);
    }
  }

  private static void resumedDownload(SellersError error) throws Exception {
    try (FakeSeller seller = new FakeSeller(linking(error.answer()))) {
      Handle handle =
          new Handle(
              "{\"model\": \"m\", \"urls\": {\"0\": \"" + seller.origin() + "/0.png\"}}", "r-1");
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () -> seller.provider().resume(handle, new RecordingSink(), TestCall.ample()));
      checkUnreachable(failure.failure());
      assertThat(posts(seller)).isZero();
    }
  }

  /** Paid for, and asked for again as long as the host likes. */
  private static void checkUnreachable(ProviderFailure failure) {
    assertThat(failure.fate()).isEqualTo(Fate.FAILED_BILLED);
    assertThat(failure.fault()).isEqualTo(Fault.RESULT_UNREACHABLE);
    assertThat(failure.retryable()).isTrue();
  }

  private static long posts(FakeSeller seller) {
    return seller.requests().stream()
        .map(ScriptedRequest::method)
        .filter(method -> method.equals("POST"))
        .count();
  }

  /** Answers a purchase with a link, and what is at the link by a script. */
  private static Script linking(Script result) {
    return (request, wire) -> {
      String url = "http://" + request.header("Host").orElseThrow() + "/media/0.png";
      Script linked = Script.json(200, "{\"data\": [{\"url\": \"" + url + "\"}]}");
      (request.method().equals("POST") ? linked : result).play(request, wire);
    };
  }

  private static Script events(String before, SellersError error) {
    return Script.reply(
        200,
        Map.of("Content-Type", "text/event-stream"),
        (before + "data: " + error.body() + "\n\n").getBytes(UTF_8));
  }
}
