package dev.easel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tests of unfinished images, where they are offered; elsewhere asking for one is refused. */
abstract class PreviewTopic {
  private final Supplier<Bench> start;
  private final Bench asked;

  PreviewTopic(Supplier<Bench> start) {
    this.start = start;
    this.asked = start.get();
  }

  @AfterEach
  void close() {
    asked.close();
  }

  @TestFactory
  Stream<DynamicTest> previewsComeInOrderAndBeforeTheirImage() {
    return asked
        .offerings(Operation.GENERATE)
        .flatMap(offering ->
            IntStream.rangeClosed(1, most(offering))
                .mapToObj(count ->
                    DynamicTest.dynamicTest(
                        offering.model().id() + " with " + count + " previews",
                        () -> check(offering, count))));
  }

  private void check(Offering offering, int count) throws Exception {
    RecordingSink sink = new RecordingSink();
    ImageWork usual = Bench.work(offering, Operation.GENERATE, OutputSpec.unset());
    ImageWork work =
        new ImageWork(
            usual.operation(),
            usual.prompt(),
            usual.model(),
            usual.output(),
            usual.inputFidelity(),
            usual.priority(),
            count,
            Optional.empty());
    try (Bench bench = start.get();
        ImageProvider provider = bench.provider()) {
      bench.submit(provider, work, sink, TestCall.ample());
    }
    List<SinkEvent.Previewed> previews = sink.events(SinkEvent.Previewed.class);
    assertThat(previews)
        .as("fewer may come than were asked for")
        .hasSizeBetween(1, count)
        .isEqualTo(
            IntStream.range(0, previews.size())
                .mapToObj(ordinal -> new SinkEvent.Previewed(0, ordinal))
                .toList());
    assertThat(sink.events().indexOf(previews.getLast()))
        .isLessThan(sink.events().indexOf(new SinkEvent.Committed(0)));
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  private static int most(Offering offering) {
    return offering.endpoint(Operation.GENERATE).orElseThrow().capabilities().maxPreviewCount();
  }
}
