package dev.easel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Capabilities;
import dev.easel.spi.Endpoint;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.SizeRule;
import dev.easel.spi.Sources;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests of the catalog's claims. */
abstract class CatalogTopic {
  private final Bench bench;

  CatalogTopic(Supplier<Bench> start) {
    this.bench = start.get();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void kindIsAName() {
    assertThat(bench.factory().kind()).matches("[a-z0-9][a-z0-9-]{0,31}");
  }

  @Test
  void defaultsAreAmongTheValuesTaken() {
    bench.catalog().offerings().stream()
        .flatMap(offering -> offering.endpoints().values().stream())
        .map(Endpoint::capabilities)
        .forEach(CatalogTopic::checkDefaults);
  }

  @Test
  void modelsAreListedOnce() {
    assertThat(bench.catalog().offerings())
        .isNotEmpty()
        .extracting(offering -> offering.model().id())
        .doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> claimedOptionsWork() {
    return Stream.of(Operation.values())
        .flatMap(operation ->
            bench.offerings(operation).flatMap(offering -> claims(offering, operation)));
  }

  private static void checkDefaults(Capabilities taken) {
    OutputSpec defaults = taken.defaults();
    assertThat(defaults.size().map(taken::takes)).isNotEqualTo(Optional.of(false));
    assertThat(taken.qualities()).containsAll(defaults.quality().stream().toList());
    assertThat(taken.backgrounds()).containsAll(defaults.background().stream().toList());
    assertThat(taken.formats()).containsAll(defaults.format().stream().toList());
    assertThat(taken.moderations()).containsAll(defaults.moderation().stream().toList());
    assertThat(defaults.compression().isEmpty() || taken.compression()).isTrue();
  }

  private Stream<DynamicTest> claims(Offering offering, Operation operation) {
    Capabilities taken = offering.endpoint(operation).orElseThrow().capabilities();
    Stream<OutputSpec> sizes =
        Stream.of(
                taken.sizes().stream().<SizeChoice>map(SizeChoice.Exact::new),
                taken.autoSize() ? Stream.of(new SizeChoice.Auto()) : Stream.<SizeChoice>of(),
                taken.sizeRule().stream().flatMap(CatalogTopic::free))
            .flatMap(choices -> choices)
            .map(CatalogTopic::withSize);
    Stream<OutputSpec> qualities = taken.qualities().stream().map(CatalogTopic::withQuality);
    Stream<OutputSpec> backgrounds =
        taken.backgrounds().stream()
            .map(background ->
                new OutputSpec(
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(background),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    Stream<OutputSpec> formats =
        taken.formats().stream()
            .filter(format -> !bench.upstream().unservedFormats().contains(format))
            .map(CatalogTopic::withFormat);
    return Stream.of(sizes, qualities, backgrounds, formats, Stream.of(ofCount(taken.maxCount())))
        .flatMap(outputs -> outputs)
        .map(output ->
            DynamicTest.dynamicTest(
                offering.model().id() + " " + operation + " with " + output,
                () -> works(offering, operation, output)));
  }

  private void works(Offering offering, Operation operation, OutputSpec output) throws Exception {
    RecordingSink sink = new RecordingSink();
    ImageWork work = Bench.work(offering, operation, output);
    try (ImageProvider provider = bench.provider()) {
      bench.submit(provider, work, sources(operation), sink, TestCall.ample());
    }
    assertThat(sink.images()).hasSize(output.count());
    for (byte[] image : sink.images().values()) {
      ImageHeader header = ImageHeader.read(image);
      work.output().format().ifPresent(format -> assertThat(header.format()).isEqualTo(format));
      exactSize(work).ifPresent(size -> assertThat(header.size()).isEqualTo(size));
    }
  }

  private static Sources sources(Operation operation) {
    return operation == Operation.GENERATE
        ? Sources.none()
        : new Sources(List.of(TestSource.of(TestPicture.small(0))), Optional.empty());
  }

  /** A size that nobody lists. */
  private static Stream<SizeChoice> free(SizeRule rule) {
    return IntStream.rangeClosed(1, 4_096)
        .mapToObj(side -> new Size(side, side))
        .filter(rule::allows)
        .filter(size -> size.width() != 1_024)
        .limit(1)
        .map(SizeChoice.Exact::new);
  }

  private static Optional<Size> exactSize(ImageWork work) {
    return work.output()
        .size()
        .flatMap(choice ->
            switch (choice) {
              case SizeChoice.Exact(Size size) -> Optional.of(size);
              case SizeChoice.Auto() -> Optional.empty();
            });
  }

  private static OutputSpec withSize(SizeChoice size) {
    return new OutputSpec(
        1,
        Optional.of(size),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static OutputSpec withQuality(Quality quality) {
    return new OutputSpec(
        1,
        Optional.empty(),
        Optional.of(quality),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static OutputSpec withFormat(ImageFormat format) {
    return new OutputSpec(
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(format),
        Optional.empty(),
        Optional.empty());
  }

  private static OutputSpec ofCount(int count) {
    OutputSpec unset = OutputSpec.unset();
    return new OutputSpec(
        count,
        unset.size(),
        unset.quality(),
        unset.background(),
        unset.format(),
        unset.compression(),
        unset.moderation());
  }
}
