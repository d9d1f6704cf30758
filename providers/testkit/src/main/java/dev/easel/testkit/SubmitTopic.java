package dev.easel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Fate;
import dev.easel.spi.Fenced;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Outcome;
import dev.easel.spi.Prepared;
import dev.easel.spi.Priority;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Secret;
import dev.easel.spi.Sources;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of one submit. */
abstract class SubmitTopic {
  private final Bench bench;

  SubmitTopic(Supplier<Bench> start) {
    this.bench = start.get();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void preparingBuysNothing() throws Exception {
    try (ImageProvider provider = bench.provider();
        Prepared first = provider.prepare(bench.usualWork(), Sources.none(), TestCall.ample());
        Prepared second = provider.prepare(bench.usualWork(), Sources.none(), TestCall.ample())) {
      assertThat(first).isNotSameAs(second);
    }
    assertThat(bench.upstream().prompts()).isEmpty();
  }

  @Test
  void submitIsOneRequestWithThePromptAsItIs() throws Exception {
    String prompt = "\u00fcber \"quotes\" \\ and \ud83d\udc26\nin two lines  ";
    TestCall call = TestCall.ample();
    try (ImageProvider provider = bench.provider()) {
      ImageWork usual = bench.usualWork();
      ImageWork work =
          new ImageWork(
              usual.operation(),
              prompt,
              usual.model(),
              usual.output(),
              Optional.empty(),
              Priority.LOW,
              0,
              usual.endUser());
      Outcome outcome = bench.submit(provider, work, new RecordingSink(), call);
      assertThat(outcome.servedModel()).isNotBlank();
    }
    assertThat(bench.upstream().prompts()).isEqualTo(List.of(prompt));
    assertThat(call.sends()).isEqualTo(1);
  }

  @Test
  void preparedWorkCannotBeSubmittedTwice() throws Exception {
    @Nullable Secret key = bench.callerKey(bench.usualWork());
    try (ImageProvider provider = bench.provider();
        Prepared prepared = provider.prepare(bench.usualWork(), Sources.none(), TestCall.ample())) {
      prepared.submit(key, new RecordingSink(), TestCall.ample());
      assertThatThrownBy(() -> prepared.submit(key, new RecordingSink(), TestCall.ample()))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(bench.upstream().prompts()).hasSize(1);
  }

  @Test
  void acceptanceIsToldFirstAndTheImageLast() throws Exception {
    RecordingSink sink = new RecordingSink();
    try (ImageProvider provider = bench.provider()) {
      bench.submit(provider, bench.usualWork(), sink, TestCall.ample());
    }
    List<SinkEvent> events = sink.events();
    if (bench.firstOffering().survivesRestart()) {
      assertThat(events.getFirst()).isInstanceOf(SinkEvent.Accepted.class);
      assertThat(events).contains(new SinkEvent.Started());
      assertThat(events.indexOf(new SinkEvent.Started()))
          .isLessThan(events.indexOf(new SinkEvent.Finished()));
      assertThat(events.indexOf(new SinkEvent.Finished()))
          .as("the host must know that fetching has begun")
          .isLessThan(events.indexOf(new SinkEvent.Opened(0)));
    } else if (sink.handle().isPresent()) {
      assertThat(events.indexOf(new SinkEvent.Finished()))
          .as("a handle that comes with the answer is for fetching its images again")
          .isBetween(
              events.indexOf(new SinkEvent.Accepted(sink.handle().get())),
              events.indexOf(new SinkEvent.Opened(0)));
    }
    assertThat(events.getLast()).isEqualTo(new SinkEvent.Committed(0));
  }

  @Test
  void handleIsShortAndHoldsNoKey() throws Exception {
    RecordingSink sink = new RecordingSink();
    try (ImageProvider provider = bench.provider()) {
      bench.submit(provider, bench.usualWork(), sink, TestCall.ample());
    }
    assertThat(sink.handle().map(Handle::value).orElse(""))
        .hasSizeLessThanOrEqualTo(4_096)
        .doesNotContain(bench.upstream().key());
  }

  @Test
  void fencedCallSendsNothing() throws Exception {
    try (ImageProvider provider = bench.provider()) {
      assertThatThrownBy(() ->
              bench.submit(provider, bench.usualWork(), new RecordingSink(), TestCall.fenced()))
          .isInstanceOf(Fenced.class);
    }
    assertThat(bench.upstream().prompts()).isEmpty();
  }

  @Test
  void modelThatIsNotOfferedIsRefusedBeforeAnythingIsSent() throws Exception {
    ImageWork usual = bench.usualWork();
    ImageWork work =
        new ImageWork(
            usual.operation(),
            usual.prompt(),
            "no-such-model",
            usual.output(),
            Optional.empty(),
            usual.priority(),
            0,
            usual.endUser());
    try (ImageProvider provider = bench.provider()) {
      ProviderException refusal =
          catchThrowableOfType(
              ProviderException.class,
              () -> provider.prepare(work, Sources.none(), TestCall.ample()));
      assertThat(refusal.failure().fate()).isEqualTo(Fate.NOT_SENT);
    }
    assertThat(bench.upstream().prompts()).isEmpty();
  }
}
