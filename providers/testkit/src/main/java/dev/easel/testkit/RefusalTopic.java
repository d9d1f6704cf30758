package dev.easel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Background;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Moderation;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Sources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tests that what the catalog does not claim is refused before anything is sent, never dropped. */
abstract class RefusalTopic {
  private static final SizeChoice STRANGE = new SizeChoice.Exact(new Size(17, 5));

  private final Bench bench;

  RefusalTopic(Supplier<Bench> start) {
    this.bench = start.get();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @TestFactory
  Stream<DynamicTest> optionsNotTakenAreRefused() {
    return bench.catalog().offerings().stream()
        .flatMap(offering ->
            offering.endpoints().keySet().stream()
                .flatMap(operation -> new Excess(offering, operation).cases().stream()))
        .map(excess ->
            DynamicTest.dynamicTest(
                excess.work().model() + " " + excess.work().operation() + " " + excess.field(),
                () -> isRefused(excess)));
  }

  private void isRefused(Case excess) {
    try (ImageProvider provider = bench.provider()) {
      ProviderException refusal =
          catchThrowableOfType(
              ProviderException.class,
              () -> provider.prepare(excess.work(), excess.sources(), TestCall.ample()));
      assertThat(refusal).as("the option is not dropped in silence").isNotNull();
      assertThat(refusal.failure().fate()).isEqualTo(Fate.NOT_SENT);
      assertThat(refusal.failure().fault()).isEqualTo(Fault.REQUEST_REJECTED);
      assertThat(refusal.failure().retryable()).isFalse();
      assertThat(refusal.failure().fields()).containsExactly(excess.field());
    }
    assertThat(bench.upstream().prompts()).isEmpty();
  }

  /** One option too many. */
  private record Case(String field, ImageWork work, Sources sources) {}

  /** Every way to ask an endpoint for more than it takes. */
  private static final class Excess {
    private final Operation operation;
    private final Capabilities taken;
    private final ImageWork usual;
    private final OutputSpec output;
    private final List<Case> cases = new ArrayList<>();

    Excess(Offering offering, Operation operation) {
      this.operation = operation;
      this.taken = offering.endpoint(operation).orElseThrow().capabilities();
      this.usual = Bench.work(offering, operation, OutputSpec.unset());
      this.output = usual.output();
    }

    List<Case> cases() {
      ofOutput("output.count", counted(taken.maxCount() + 1));
      ofOutput("output.size", sized(STRANGE));
      if (!taken.autoSize()) {
        ofOutput("output.auto_size", sized(new SizeChoice.Auto()));
      }
      missing(Quality.class, taken.qualities()).ifPresent(this::quality);
      missing(Background.class, taken.backgrounds()).ifPresent(this::background);
      missing(ImageFormat.class, taken.formats()).ifPresent(this::format);
      missing(Moderation.class, taken.moderations()).ifPresent(this::moderation);
      if (!taken.compression()) {
        ofOutput(
            "output.compression",
            new OutputSpec(
                1,
                output.size(),
                output.quality(),
                output.background(),
                output.format(),
                Optional.of(50),
                output.moderation()));
      }
      add(
          "options.preview_count",
          work(output, usual.inputFidelity(), taken.maxPreviewCount() + 1),
          sources());
      missing(InputFidelity.class, taken.inputFidelities())
          .ifPresent(
              fidelity -> add("input_fidelity", work(output, Optional.of(fidelity), 0), sources()));
      addSources();
      return cases;
    }

    private void addSources() {
      TestSource picture = TestSource.of(TestPicture.small(1));
      add(
          "images",
          usual,
          new Sources(Collections.nCopies(taken.maxSources() + 1, picture), Optional.empty()));
      if (operation == Operation.EDIT) {
        add("images", usual, Sources.none());
      }
      if (!taken.mask()) {
        add("mask", usual, new Sources(sources().images(), Optional.of(picture)));
      }
    }

    private void quality(Quality quality) {
      ofOutput(
          "output.quality",
          new OutputSpec(
              1,
              output.size(),
              Optional.of(quality),
              output.background(),
              output.format(),
              output.compression(),
              output.moderation()));
    }

    private void background(Background background) {
      ofOutput(
          "output.background",
          new OutputSpec(
              1,
              output.size(),
              output.quality(),
              Optional.of(background),
              output.format(),
              output.compression(),
              output.moderation()));
    }

    private void format(ImageFormat format) {
      ofOutput(
          "output.format",
          new OutputSpec(
              1,
              output.size(),
              output.quality(),
              output.background(),
              Optional.of(format),
              output.compression(),
              output.moderation()));
    }

    private void moderation(Moderation moderation) {
      ofOutput(
          "output.moderation",
          new OutputSpec(
              1,
              output.size(),
              output.quality(),
              output.background(),
              output.format(),
              output.compression(),
              Optional.of(moderation)));
    }

    private OutputSpec counted(int count) {
      return new OutputSpec(
          count,
          output.size(),
          output.quality(),
          output.background(),
          output.format(),
          output.compression(),
          output.moderation());
    }

    private OutputSpec sized(SizeChoice size) {
      return new OutputSpec(
          1,
          Optional.of(size),
          output.quality(),
          output.background(),
          output.format(),
          output.compression(),
          output.moderation());
    }

    private void ofOutput(String field, OutputSpec excessive) {
      add(field, work(excessive, usual.inputFidelity(), 0), sources());
    }

    private ImageWork work(OutputSpec wanted, Optional<InputFidelity> fidelity, int previews) {
      return new ImageWork(
          operation,
          usual.prompt(),
          usual.model(),
          wanted,
          fidelity,
          usual.priority(),
          previews,
          usual.endUser());
    }

    private Sources sources() {
      return operation == Operation.GENERATE
          ? Sources.none()
          : new Sources(List.of(TestSource.of(TestPicture.small(0))), Optional.empty());
    }

    private void add(String field, ImageWork work, Sources sources) {
      cases.add(new Case(field, work, sources));
    }

    private static <E extends Enum<E>> Optional<E> missing(Class<E> type, List<E> taken) {
      EnumSet<E> rest = EnumSet.allOf(type);
      rest.removeAll(taken);
      return rest.stream().findFirst();
    }
  }
}
