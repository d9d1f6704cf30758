package dev.easel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.CallerKey;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Secret;
import dev.easel.spi.Sources;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tests of where a caller's own key goes, and where it does not. */
abstract class CallerKeyTopic {
  private final Supplier<Bench> start;
  private final Bench asked;

  CallerKeyTopic(Supplier<Bench> start) {
    this.start = start;
    this.asked = start.get();
  }

  @AfterEach
  void close() {
    asked.close();
  }

  @TestFactory
  Stream<DynamicTest> keyGoesOutInTheSubmitAndNowhereElse() {
    return each(
        "a key",
        (bench, offering, operation) -> {
          if (offering.callerKey().isEmpty()) {
            checkKeyIsRefused(bench, offering, operation);
          } else {
            checkKeyIsUsed(bench, offering, operation);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> missingKeyIsRefusedWhereItIsRequired() {
    return each(
        "no key",
        (bench, offering, operation) -> {
          RecordingSink sink = new RecordingSink();
          if (offering.callerKey().filter(CallerKey::required).isEmpty()) {
            submit(bench, offering, operation, null, sink);
            assertThat(sink.images()).containsOnlyKeys(0);
            return;
          }
          ProviderException refusal = fail(bench, offering, operation, null, sink);
          assertThat(refusal.failure().fate()).isEqualTo(Fate.NOT_SENT);
          assertThat(refusal.failure().fault()).isEqualTo(Fault.KEY_REJECTED);
          assertThat(bench.upstream().prompts()).isEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> keyThatTheSellerRefusesIsToldWithoutShowingIt() {
    return each(
        "a refused key",
        (bench, offering, operation) -> {
          if (offering.callerKey().isEmpty()) {
            checkKeyIsRefused(bench, offering, operation);
            return;
          }
          String key = bench.upstream().refusedCallerKey();
          RecordingSink sink = new RecordingSink();
          ProviderException failure = fail(bench, offering, operation, Secret.of(key), sink);
          assertThat(failure.failure().fault()).isEqualTo(Fault.KEY_REJECTED);
          assertThat(failure.failure().fate())
              .isIn(Fate.REFUSED, Fate.FAILED_UNBILLED, Fate.FAILED_PERHAPS_BILLED);
          assertThat(text(failure) + sink.events()).doesNotContain(key);
        });
  }

  private static void checkKeyIsUsed(Bench bench, Offering offering, Operation operation)
      throws Exception {
    String key = bench.upstream().callerKey();
    RecordingSink sink = new RecordingSink();
    submit(bench, offering, operation, Secret.of(key), sink);
    assertThat(sink.images()).containsOnlyKeys(0);
    assertThat(bench.upstream().prompts()).hasSize(1);
    List<TappedRequest> seen = bench.upstream().requestsWith(key);
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().contains(Bench.PROMPT)).as("%s is the submit", seen).isTrue();
    assertThat(seen.getFirst().target()).doesNotContain(key);
    assertThat(sink.events().toString()).doesNotContain(key);
  }

  private static void checkKeyIsRefused(Bench bench, Offering offering, Operation operation) {
    String key = bench.upstream().callerKey();
    ProviderException refusal =
        fail(bench, offering, operation, Secret.of(key), new RecordingSink());
    assertThat(refusal.failure().fate()).isEqualTo(Fate.NOT_SENT);
    assertThat(text(refusal)).doesNotContain(key);
    assertThat(bench.upstream().requestsWith(key)).isEmpty();
    assertThat(bench.upstream().prompts()).isEmpty();
  }

  private static ProviderException fail(
      Bench bench,
      Offering offering,
      Operation operation,
      @Nullable Secret key,
      RecordingSink sink) {
    return catchThrowableOfType(
        ProviderException.class, () -> submit(bench, offering, operation, key, sink));
  }

  private static void submit(
      Bench bench, Offering offering, Operation operation, @Nullable Secret key, RecordingSink sink)
      throws Exception {
    ImageWork work = Bench.work(offering, operation, OutputSpec.unset());
    try (ImageProvider provider = bench.provider();
        Prepared prepared = provider.prepare(work, sources(operation), TestCall.ample())) {
      prepared.submit(key, sink, TestCall.ample());
    }
  }

  private static Sources sources(Operation operation) {
    return operation == Operation.GENERATE
        ? Sources.none()
        : new Sources(List.of(TestSource.of(TestPicture.small(0))), Optional.empty());
  }

  private static String text(ProviderException exception) {
    StringWriter text = new StringWriter();
    exception.printStackTrace(new PrintWriter(text, true));
    return text.toString() + exception.failure();
  }

  private Stream<DynamicTest> each(String what, Check check) {
    return asked.catalog().offerings().stream()
        .flatMap(offering ->
            offering.endpoints().keySet().stream()
                .map(operation ->
                    DynamicTest.dynamicTest(
                        offering.model().id() + " " + operation + " with " + what,
                        () -> {
                          try (Bench bench = start.get()) {
                            check.run(bench, offering, operation);
                          }
                        })));
  }

  @FunctionalInterface
  private interface Check {
    void run(Bench bench, Offering offering, Operation operation) throws Exception;
  }
}
