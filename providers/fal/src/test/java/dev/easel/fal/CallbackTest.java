package dev.easel.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.Call;
import dev.easel.spi.Callback;
import dev.easel.spi.Deadline;
import dev.easel.spi.Fenced;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.OtherRequests;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.Secret;
import dev.easel.spi.Sources;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.TestCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** fal is told where to report, and nobody else is. */
final class CallbackTest {
  private static final String TOKEN = "x7-Zq_short";
  private static final Callback CALLBACK =
      new Callback("https://easel.example/v1/callbacks/fal/J/1", Secret.of(TOKEN));

  /** A call that may be reported on. */
  private static final class ReportedCall implements Call {
    private final TestCall call = TestCall.ample();

    @Override
    public Optional<Callback> callback() {
      return Optional.of(CALLBACK);
    }

    @Override
    public AttemptKey attempt() {
      return call.attempt();
    }

    @Override
    public Deadline deadline() {
      return call.deadline();
    }

    @Override
    public void onCancel(Runnable abort) {
      call.onCancel(abort);
    }

    @Override
    public void beforeSend() throws Fenced {
      call.beforeSend();
    }
  }

  private static void submit(FakeFal fal) throws Exception {
    Call call = new ReportedCall();
    try (Prepared prepared = fal.provider().prepare(FakeFal.work(1), Sources.none(), call)) {
      prepared.submit(null, new RecordingSink(), call);
    }
  }

  @Test
  void theSubmitAloneSaysWhereToReport() throws Exception {
    try (FakeFal fal =
        new FakeFal(
            FakeQueue.completed(FakeQueue.COMPLETED, FakeQueue.images("/files/good.png")))) {
      submit(fal);
      assertThat(fal.paths("POST"))
          .containsExactly(
              "/fal-ai/gpt-image-1/text-to-image?fal_webhook="
                  + "https%3A%2F%2Feasel.example%2Fv1%2Fcallbacks%2Ffal%2FJ%2F1%2F"
                  + TOKEN);
      assertThat(fal.paths("GET")).noneMatch(path -> path.contains(TOKEN));
    }
  }

  @Test
  void withoutACallbackFalIsToldNothing() throws Exception {
    try (FakeFal fal =
        new FakeFal(
            FakeQueue.completed(FakeQueue.COMPLETED, FakeQueue.images("/files/good.png")))) {
      fal.submit(1, new RecordingSink());
      assertThat(fal.paths("POST")).containsExactly("/fal-ai/gpt-image-1/text-to-image");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {422, 500, 503})
  void whatFalSaysBackShowsNoToken(int status) throws Exception {
    Script echo =
        (request, wire) ->
            Script.json(
                    status,
                    "{\"detail\": [{\"msg\": \"cannot %s\", \"type\": \"t\", \"loc\": []}]}"
                        .formatted(request.target()))
                .play(request, wire);
    try (FakeFal fal = new FakeFal(echo)) {
      ProviderException failure = catchThrowableOfType(ProviderException.class, () -> submit(fal));
      assertThat(failure.failure().toString()).doesNotContain(TOKEN);
      assertThat(failure).hasMessageNotContaining(TOKEN);
    }
  }

  @Test
  void aRequestThatFalMayReportIsWaitedFor() throws Exception {
    LostAttempt lost =
        new LostAttempt(
            new AttemptKey("job", 1),
            FakeFal.work(1),
            Instant.EPOCH,
            Instant.EPOCH,
            OtherRequests::unknown);
    for (Map<String, String> way :
        List.of(Map.<String, String>of(), Map.of("reconcile", "listing"))) {
      try (FakeFal fal = new FakeFal(Script.json(403, "{}"), way)) {
        assertThat(fal.provider().find(lost, new ReportedCall()))
            .isInstanceOf(Reconciliation.CannotTell.class);
        assertThat(fal.provider().find(lost, TestCall.ample()))
            .isInstanceOf(Reconciliation.Untraceable.class);
      }
    }
  }
}
