package dev.easel.http;

import dev.easel.spi.Capabilities;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last look before anything is sent: whether an endpoint takes all that is asked of it. The
 * host has looked before; but what an endpoint has no field for would be dropped in silence.
 */
public final class WorkCheck {
  private final Capabilities taken;
  private final List<String> refused = new ArrayList<>();

  private WorkCheck(Capabilities taken) {
    this.taken = taken;
  }

  /**
   * Refuses work that an endpoint cannot do as asked.
   *
   * @throws ProviderException naming every field that is not taken, in the host's words
   */
  public static void require(Endpoint endpoint, ImageWork work, Sources sources)
      throws ProviderException {
    WorkCheck check = new WorkCheck(endpoint.capabilities());
    check.output(work.output());
    check.word("input_fidelity", work.inputFidelity(), check.taken.inputFidelities());
    check.unless(work.previewCount() <= check.taken.maxPreviewCount(), "options.preview_count");
    check.sources(work.operation(), sources);
    if (!check.refused.isEmpty()) {
      throw new ProviderException(
          ProviderFailure.of(
                  Fate.NOT_SENT,
                  Fault.REQUEST_REJECTED,
                  endpoint.name()
                      + " does not take this value of "
                      + String.join(", ", check.refused))
              .withFields(check.refused));
    }
  }

  private void output(OutputSpec output) {
    unless(output.count() <= taken.maxCount(), "output.count");
    output
        .size()
        .ifPresent(size ->
            unless(
                taken.takes(size),
                size instanceof SizeChoice.Auto ? "output.auto_size" : "output.size"));
    word("output.quality", output.quality(), taken.qualities());
    word("output.background", output.background(), taken.backgrounds());
    word("output.format", output.format(), taken.formats());
    word("output.moderation", output.moderation(), taken.moderations());
    unless(output.compression().isEmpty() || taken.compression(), "output.compression");
  }

  private void sources(Operation operation, Sources sources) {
    int count = sources.images().size();
    boolean enough = operation == Operation.GENERATE || count > 0;
    unless(enough && count <= taken.maxSources(), "images");
    unless(sources.mask().isEmpty() || taken.mask(), "mask");
  }

  private <T> void word(String field, Optional<T> asked, List<T> words) {
    unless(asked.map(words::contains).orElse(true), field);
  }

  private void unless(boolean fine, String field) {
    if (!fine) {
      refused.add(field);
    }
  }
}
