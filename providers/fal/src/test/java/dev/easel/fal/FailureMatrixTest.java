package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.CancelReply;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * Check R-12 of the test plan: every code and type of fal's errors in every phase, against the
 * table in failures.txt. A code that nobody knows degrades by the class of its status.
 */
final class FailureMatrixTest {
  private static final Script ONE = FakeQueue.images("/files/good.png");
  private static final Handle HANDLE =
      new Handle(
          "{\"endpoint\": \"fal-ai/gpt-image-1/text-to-image\", \"request_id\": \"r-1\"}", "r-1");

  @TestFactory
  Stream<DynamicContainer> everyErrorInEveryPhase(TestReporter reporter) throws IOException {
    List<DynamicContainer> rows = new ArrayList<>();
    int cases = 0;
    for (Row row : rows()) {
      List<DynamicTest> phases =
          List.of(
              DynamicTest.dynamicTest("submit", () -> submit(row)),
              DynamicTest.dynamicTest("status", () -> status(row)),
              DynamicTest.dynamicTest("run", () -> run(row)),
              DynamicTest.dynamicTest("result", () -> result(row)),
              DynamicTest.dynamicTest("cancel", () -> cancel(row)));
      rows.add(DynamicContainer.dynamicContainer(row.name(), phases));
      cases += phases.size();
    }
    reporter.publishEntry("R-12", rows.size() + " errors in 5 phases: " + cases + " cases");
    return rows.stream();
  }

  private static void submit(Row row) throws Exception {
    try (FakeFal fal = new FakeFal(row.answer())) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fate()).isEqualTo(Fate.valueOf(row.submit()));
      if (failure.fate() == Fate.REFUSED) {
        assertThat(failure.fault()).isEqualTo(row.fault());
      } else {
        assertThat(failure.retryable()).isFalse();
      }
      assertThat(fal.requests()).as("it is sent once").hasSize(1);
    }
  }

  /** What goes wrong while asking says nothing of the work. */
  private static void status(Row row) throws Exception {
    Script completed = Script.json(200, FakeQueue.COMPLETED);
    checkDelivers(
        FakeQueue.of(
            FakeQueue.ACCEPTED, FakeQueue.MISSING, List.of(row.answer(), completed), List.of(ONE)));
  }

  /** The work ends in the error. */
  private static void run(Row row) throws Exception {
    String status =
        "{\"status\": \"COMPLETED\", \"error\": \"Invalid status code: %d %s\", \"error_type\": \"%s\"}"
            .formatted(row.status(), row.words(), row.words().isEmpty() ? row.type() : "");
    try (FakeFal fal = new FakeFal(FakeQueue.completed(status, row.answer()))) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fate())
          .isEqualTo(row.status() >= 500 ? Fate.FAILED_UNBILLED : Fate.FAILED_PERHAPS_BILLED);
      assertThat(failure.fault()).isEqualTo(row.fault());
    }
  }

  /** The work is said to be done, and its result is the error, once. */
  private static void result(Row row) throws Exception {
    Script queue = FakeQueue.completed(FakeQueue.COMPLETED, row.answer(), ONE);
    if (row.result().equals("AGAIN")) {
      checkDelivers(queue);
      return;
    }
    try (FakeFal fal = new FakeFal(queue)) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fate()).isEqualTo(Fate.valueOf(row.result()));
      assertThat(failure.fault()).isEqualTo(row.fault());
    }
  }

  /** fal is asked to stop, and answers with the error, once. */
  private static void cancel(Row row) throws Exception {
    Script stopped = Script.json(202, "{\"status\": \"CANCELLATION_REQUESTED\"}");
    Deque<Script> answers = new ArrayDeque<>(List.of(row.answer(), stopped));
    Script inTurn = (request, wire) -> answers.removeFirst().play(request, wire);
    try (FakeFal fal = new FakeFal(inTurn)) {
      switch (row.cancel()) {
        case "AGAIN" -> assertThat(cancel(fal)).isEqualTo(CancelReply.REQUESTED);
        case "UNKNOWN_JOB" -> assertThat(cancel(fal)).isEqualTo(CancelReply.UNKNOWN_JOB);
        default -> {
          ProviderException failure =
              catchThrowableOfType(ProviderException.class, () -> cancel(fal));
          assertThat(row.cancel()).isEqualTo("FAILED");
          assertThat(failure.failure().fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
        }
      }
    }
  }

  private static CancelReply cancel(FakeFal fal) throws Exception {
    return fal.provider().cancel(HANDLE, TestCall.ample());
  }

  private static void checkDelivers(Script queue) throws Exception {
    RecordingSink sink = new RecordingSink();
    try (FakeFal fal = new FakeFal(queue)) {
      fal.submit(1, sink);
      assertThat(sink.images()).containsOnlyKeys(0);
      assertThat(fal.paths("POST")).hasSize(1);
    }
  }

  private static List<Row> rows() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(FailureMatrixTest.class.getResourceAsStream("failures.txt"))) {
      return new String(table.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Row::of)
          .toList();
    }
  }

  /**
   * One error.
   *
   * @param form {@code model} for a list of complaints, {@code flat} for fal's own machines, {@code
   *     words} for those without a type, {@code page} for a page of HTML
   * @param submit the fate of a submit that it answers
   * @param result the fate of work whose result it stands for, or AGAIN
   */
  private record Row(
      int status,
      String form,
      String type,
      Fault fault,
      String submit,
      String result,
      String cancel) {
    static Row of(String line) {
      String[] cells = line.strip().split("\\s+", -1);
      return new Row(
          Integer.parseInt(cells[0]),
          cells[1],
          cells[2].equals("-") ? "" : cells[2],
          Fault.valueOf(cells[3]),
          cells[4],
          cells[5],
          cells[6]);
    }

    String name() {
      return status + " " + form + " " + type;
    }

    /** What is said instead of a type. */
    String words() {
      return form.equals("words") ? type.replace('_', ' ') : "";
    }

    Script answer() {
      String body =
          switch (form) {
            case "model" ->
                "{\"detail\": [{\"loc\": [\"body\"], \"msg\": \"no\", \"type\": \"%s\"}]}"
                    .formatted(type);
            case "flat" -> "{\"detail\": \"no\", \"error_type\": \"%s\"}".formatted(type);
            case "words" -> "{\"detail\": \"%s\"}".formatted(words());
            default -> "<html>nginx</html>";
          };
      return Script.json(status, body);
    }
  }
}
