package dev.easel.server.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.server.Models;
import dev.easel.server.cost.Pricing;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.Violation;
import dev.easel.spi.Background;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
  private final List<String> instances = List.of("fal", "spare");
  private final Admission admission =
      new Admission(new Router(Models.soldBy("fal", "spare"), new Pricing()), instances);

  private static JobRequest request(OutputSpec output, JobOptions options) {
    return JobRequest.generate("a red fox", Models.MODEL, output, options);
  }

  private static JobOptions options(List<String> providers, Optional<Usd> maxCost) {
    JobOptions unset = JobOptions.unset();
    return new JobOptions(
        unset.requestId(),
        providers,
        unset.executionTimeout(),
        maxCost,
        unset.delivery(),
        unset.priority(),
        unset.previewCount(),
        unset.endUser(),
        unset.labels());
  }

  private static OutputSpec output(
      int count,
      Optional<SizeChoice> size,
      Optional<Quality> quality,
      Optional<Background> background,
      Optional<ImageFormat> format) {
    return new OutputSpec(
        count, size, quality, background, format, Optional.empty(), Optional.empty());
  }

  private Rejection refused(JobRequest request, Violation... broken) {
    return catchThrowableOfType(
        Rejection.class, () -> admission.admit(request, List.of(broken), false));
  }

  @Test
  void offersEveryInstanceThatTakesTheRequestInRoutingOrder() {
    List<Route> routes =
        admission.admit(request(OutputSpec.unset(), JobOptions.unset()), List.of(), false);
    assertThat(routes).extracting(Route::provider).containsExactly("fal", "spare");
  }

  @Test
  void takesTheCallersOrderWhereThereIsOne() {
    List<Route> routes =
        admission.admit(
            request(OutputSpec.unset(), options(List.of("spare", "fal"), Optional.empty())),
            List.of(),
            false);
    assertThat(routes).extracting(Route::provider).containsExactly("spare", "fal");
  }

  @Test
  void usesNoInstanceThatTheCallerDidNotAllow() {
    List<Route> routes =
        admission.admit(
            request(OutputSpec.unset(), options(List.of("spare"), Optional.empty())),
            List.of(),
            false);
    assertThat(routes).extracting(Route::provider).containsExactly("spare");
  }

  @Test
  void fillsInWhatWasLeftUnset() {
    Route route =
        admission
            .admit(request(OutputSpec.unset(), JobOptions.unset()), List.of(), false)
            .getFirst();
    assertThat(route.output().format()).contains(ImageFormat.PNG);
    assertThat(route.output().quality()).contains(Quality.AUTO);
    assertThat(route.output().compression()).isEmpty();
  }

  @Test
  void tellsEveryOptionThatIsNotTakenAtOnce() {
    Rejection rejection =
        refused(
            request(
                output(
                    5,
                    Optional.of(new SizeChoice.Exact(new Size(7, 7))),
                    Optional.of(Quality.MAX),
                    Optional.empty(),
                    Optional.of(ImageFormat.WEBP)),
                JobOptions.unset()));
    assertThat(rejection.reason()).isEqualTo(Reason.OPTION_NOT_SUPPORTED);
    assertThat(rejection.violations())
        .extracting(Violation::field)
        .containsExactly("output.count", "output.size", "output.quality", "output.format");
    assertThat(rejection.metadata()).containsEntry("provider", "fal");
  }

  @Test
  void tellsBrokenRulesBesideOptionsThatAreNotTaken() {
    Rejection rejection =
        refused(
            request(
                output(5, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                JobOptions.unset()),
            new Violation("prompt", Reason.REQUEST_INVALID, "is missing"));
    assertThat(rejection.reason()).isEqualTo(Reason.REQUEST_INVALID);
    assertThat(rejection.violations())
        .extracting(Violation::field)
        .containsExactly("prompt", "output.count");
  }

  @Test
  void aBadCombinationNamesBothFields() {
    Rejection rejection =
        refused(
            request(
                output(
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Background.TRANSPARENT),
                    Optional.of(ImageFormat.JPEG)),
                JobOptions.unset()));
    assertThat(rejection.reason()).isEqualTo(Reason.REQUEST_INVALID);
    assertThat(rejection.violations())
        .extracting(Violation::field)
        .containsExactly("output.background", "output.format");
  }

  @Test
  void anUnknownModelAsTheOnlyFaultIsNotFound() {
    JobRequest unknown =
        JobRequest.generate("x", "dall-e-9", OutputSpec.unset(), JobOptions.unset());
    assertThat(refused(unknown).reason()).isEqualTo(Reason.MODEL_NOT_FOUND);
    assertThat(
            refused(unknown, new Violation("prompt", Reason.REQUEST_INVALID, "is missing"))
                .violations())
        .extracting(Violation::field)
        .containsExactly("prompt", "model");
  }

  @Test
  void anInstanceThatDoesNotExistIsABrokenRule() {
    Rejection rejection =
        refused(request(OutputSpec.unset(), options(List.of("nobody"), Optional.empty())));
    assertThat(rejection.violations())
        .extracting(Violation::field)
        .containsExactly("options.providers[0]");
  }

  @Test
  void aPriceAboveTheCeilingIsRefusedBeforeAnySpend() {
    JobOptions ceiling = options(List.of(), Optional.of(Usd.parse("0.01")));
    assertThat(refused(request(OutputSpec.unset(), ceiling)).reason())
        .isEqualTo(Reason.MAX_COST_EXCEEDED);
  }

  @Test
  void aCallWithAKeyIsServedOnlyWhereThatKeyIsTaken() {
    Rejection rejection =
        catchThrowableOfType(
            Rejection.class,
            () ->
                admission.admit(request(OutputSpec.unset(), JobOptions.unset()), List.of(), true));
    assertThat(rejection.reason()).isEqualTo(Reason.NO_ELIGIBLE_PROVIDER);
  }

  @Test
  void aQuoteSaysWhatEveryInstanceWouldDo() {
    List<Candidate> candidates =
        admission.quote(
            request(OutputSpec.unset(), options(List.of("spare"), Optional.empty())), List.of());
    assertThat(candidates).extracting(Candidate::provider).containsExactly("spare", "fal");
    assertThat(candidates.getLast()).isInstanceOf(Candidate.NotAllowed.class);
  }
}
