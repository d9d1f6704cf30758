package dev.easel.server.catalog;

import dev.easel.spi.Fault;
import dev.easel.spi.Model;
import dev.easel.spi.ProviderFailure;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Models that their maker switches off. Whether a seller still serves one is the seller's to say,
 * so the date only warns; the refusal names what to use instead. Safe for threads.
 */
public final class Retirement {
  private final ModelCatalog catalog;

  /** Over what the instances offer. */
  @Inject
  public Retirement(ModelCatalog catalog) {
    this.catalog = catalog;
  }

  /** A line for each model that is past its announced date. */
  public List<String> warnings(LocalDate today) {
    return catalog.models().stream()
        .filter(model -> model.retireDate().filter(date -> !date.isAfter(today)).isPresent())
        .map(Retirement::warning)
        .toList();
  }

  private static String warning(Model model) {
    return "the model %s was to be switched off by its maker on %s%s; it stays offered, since only its sellers know"
        .formatted(
            model.id(),
            model.retireDate().orElseThrow(),
            model.replacement().map(name -> ", in favour of " + name).orElse(""));
  }

  /** The failure, with the replacement of a model that the seller does not know. */
  public ProviderFailure explain(String model, ProviderFailure failure) {
    Optional<String> replacement = catalog.model(model).flatMap(Model::replacement);
    return failure.fault() == Fault.MODEL_UNKNOWN && replacement.isPresent()
        ? failure.withMessage(
            failure.message() + "; its maker names " + replacement.get() + " in its place")
        : failure;
  }
}
