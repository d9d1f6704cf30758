package dev.easel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Capabilities;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.ProviderException;
import dev.easel.spi.SourceImage;
import dev.easel.spi.Sources;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Tests of what becomes of an edit's sources. */
abstract class EditTopic {
  private static final URI PUBLISHED = URI.create("https://pictures.example/heron.png");
  private static final int LARGE = 24 << 20;

  private final Supplier<Bench> start;
  private final Bench bench;

  EditTopic(Supplier<Bench> start) {
    this.start = start;
    this.bench = start.get();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @TestFactory
  Stream<DynamicTest> sourcesArriveInOrder() {
    return edits(offering ->
        Stream.of(1, 2, taken(offering).maxSources())
            .distinct()
            .map(count -> named(offering, count + " sources", () -> arrive(offering, count))));
  }

  @TestFactory
  Stream<DynamicTest> maskArrivesWhereItIsTaken() {
    return edits(offering ->
        Stream.of(offering)
            .filter(edit -> taken(edit).mask())
            .map(edit -> named(edit, "a mask", () -> maskArrives(edit))));
  }

  @TestFactory
  Stream<DynamicTest> fidelitiesTakenWork() {
    return edits(offering ->
        taken(offering).inputFidelities().stream()
            .map(fidelity ->
                named(offering, "fidelity " + fidelity, () -> fidelityWorks(offering, fidelity))));
  }

  @Test
  void publishedSourceIsFetchedByWhoeverDoesThat() throws Exception {
    TestSource source = TestSource.published(PUBLISHED, TestPicture.small(7));
    edit(firstEdit(), sources(List.of(source), Optional.empty()));
    ArrivedImage arrived = bench.upstream().edits().getFirst().images().getFirst();
    if (bench.upstream().fetchesSources()) {
      assertThat(arrived).isEqualTo(new ArrivedImage.Link(PUBLISHED));
      assertThat(source.loads()).as("nobody else needs its bytes").isZero();
    } else {
      checkBytes(arrived, TestPicture.small(7));
      assertThat(source.loads()).isPositive();
    }
  }

  @Test
  void preparingAnEditBuysNothingAndCanBeRepeated() throws Exception {
    Sources sources = pictures(2);
    ImageWork work = Bench.work(firstEdit(), Operation.EDIT, OutputSpec.unset());
    try (ImageProvider provider = bench.provider()) {
      provider.prepare(work, sources, TestCall.ample()).close();
      assertThat(bench.upstream().prompts()).isEmpty();
      bench.submit(provider, work, sources, new RecordingSink(), TestCall.ample());
    }
    assertThat(bench.upstream().prompts()).hasSize(1);
  }

  @Test
  void sourceThatCannotBeHadFailsBeforeAnythingIsBought() throws Exception {
    Sources sources =
        sources(
            List.of(TestSource.of(TestPicture.small(1)), TestSource.unreachable("images[1]")),
            Optional.empty());
    ProviderException failure = prepareFails(sources);
    assertThat(failure.failure().fault()).isEqualTo(Fault.SOURCE_UNREACHABLE);
    assertThat(failure.failure().fields()).containsExactly("images[1]");
  }

  @Test
  void sourceThatCannotBeReadBuysNothing() throws Exception {
    Sources sources =
        sources(List.of(TestSource.unreadable(TestPicture.small(1))), Optional.empty());
    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> edit(firstEdit(), sources));
    assertThat(failure.failure().fate()).isEqualTo(Fate.NOT_SENT);
    assertThat(bench.upstream().edits()).isEmpty();
  }

  @Test
  void largeSourceIsNotHeldInMemory() throws Exception {
    TestPicture large = TestPicture.large(3, LARGE);
    ImageWork work = Bench.work(firstEdit(), Operation.EDIT, OutputSpec.unset());
    Sources sources = sources(List.of(TestSource.of(large)), Optional.empty());
    // What is used for the first time loads classes.
    edit(firstEdit(), pictures(1));
    long allocated;
    try (ImageProvider provider = bench.provider()) {
      allocated =
          Allocation.of(
              () -> bench.submit(provider, work, sources, new RecordingSink(), TestCall.ample()));
    }
    checkBytes(bench.upstream().edits().getLast().images().getFirst(), large);
    assertThat(allocated).isLessThan(LARGE / 3);
  }

  private void arrive(Offering offering, int count) throws Exception {
    try (Bench fresh = start.get()) {
      RecordingSink sink = new RecordingSink();
      edit(fresh, offering, pictures(count), sink);
      assertThat(sink.images()).containsOnlyKeys(0);
      assertThat(fresh.upstream().edits()).hasSize(1);
      ArrivedEdit arrived = fresh.upstream().edits().getFirst();
      assertThat(arrived.images()).hasSize(count);
      assertThat(arrived.mask()).isEmpty();
      for (int index = 0; index < count; index++) {
        checkBytes(arrived.images().get(index), TestPicture.small(index));
      }
    }
  }

  private void maskArrives(Offering offering) throws Exception {
    try (Bench fresh = start.get()) {
      Sources masked =
          sources(pictures(1).images(), Optional.of(TestSource.of(TestPicture.small(200))));
      edit(fresh, offering, masked, new RecordingSink());
      ArrivedEdit arrived = fresh.upstream().edits().getFirst();
      checkBytes(arrived.images().getFirst(), TestPicture.small(0));
      checkBytes(arrived.mask().orElseThrow(), TestPicture.small(200));
    }
  }

  private void fidelityWorks(Offering offering, InputFidelity fidelity) throws Exception {
    try (Bench fresh = start.get();
        ImageProvider provider = fresh.provider()) {
      RecordingSink sink = new RecordingSink();
      ImageWork usual = Bench.work(offering, Operation.EDIT, OutputSpec.unset());
      ImageWork work =
          new ImageWork(
              usual.operation(),
              usual.prompt(),
              usual.model(),
              usual.output(),
              Optional.of(fidelity),
              usual.priority(),
              usual.previewCount(),
              usual.endUser());
      fresh.submit(provider, work, pictures(1), sink, TestCall.ample());
      assertThat(sink.images()).containsOnlyKeys(0);
    }
  }

  private ProviderException prepareFails(Sources sources) {
    ImageWork work = Bench.work(firstEdit(), Operation.EDIT, OutputSpec.unset());
    try (ImageProvider provider = bench.provider()) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class, () -> provider.prepare(work, sources, TestCall.ample()));
      assertThat(failure.failure().fate()).isEqualTo(Fate.NOT_SENT);
      assertThat(bench.upstream().prompts()).isEmpty();
      return failure;
    }
  }

  private void edit(Offering offering, Sources sources) throws Exception {
    edit(bench, offering, sources, new RecordingSink());
  }

  private static void edit(Bench bench, Offering offering, Sources sources, RecordingSink sink)
      throws Exception {
    ImageWork work = Bench.work(offering, Operation.EDIT, OutputSpec.unset());
    try (ImageProvider provider = bench.provider()) {
      bench.submit(provider, work, sources, sink, TestCall.ample());
    }
  }

  private Offering firstEdit() {
    return bench.offerings(Operation.EDIT).findFirst().orElseThrow();
  }

  private Stream<DynamicTest> edits(Function<Offering, Stream<DynamicTest>> tests) {
    return bench.offerings(Operation.EDIT).flatMap(tests);
  }

  private static DynamicTest named(Offering offering, String what, Executable test) {
    return DynamicTest.dynamicTest(offering.model().id() + " with " + what, test);
  }

  private static Capabilities taken(Offering offering) {
    return offering.endpoint(Operation.EDIT).orElseThrow().capabilities();
  }

  private static Sources pictures(int count) {
    return sources(
        IntStream.range(0, count)
            .mapToObj(index -> TestSource.of(TestPicture.small(index)))
            .toList(),
        Optional.empty());
  }

  private static Sources sources(List<? extends SourceImage> images, Optional<TestSource> mask) {
    return new Sources(List.copyOf(images), mask.map(image -> image));
  }

  private static void checkBytes(ArrivedImage arrived, TestPicture sent) {
    assertThat(arrived).isInstanceOf(ArrivedImage.Bytes.class);
    assertThat(((ArrivedImage.Bytes) arrived).content().equals(ByteBuffer.wrap(sent.bytes())))
        .as("%s arrived, %d bytes were sent", arrived, sent.length())
        .isTrue();
  }
}
