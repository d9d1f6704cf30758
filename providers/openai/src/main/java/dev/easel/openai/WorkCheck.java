package dev.easel.openai;

import dev.easel.spi.Background;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses what an endpoint does not take, before anything is sent. */
final class WorkCheck {
  private final Capabilities taken;
  private final List<String> refused = new ArrayList<>();

  private WorkCheck(Capabilities taken) {
    this.taken = taken;
  }

  /** Fails, naming every field at once. */
  static void check(ImageWork work, Sources sources, Capabilities taken) throws ProviderException {
    WorkCheck check = new WorkCheck(taken);
    check.output(work.output());
    check.require(work.previewCount() <= taken.maxPreviewCount(), "options.preview_count");
    check.oneOf("input_fidelity", work.inputFidelity(), taken.inputFidelities());
    check.sources(work.operation(), sources);
    if (!check.refused.isEmpty()) {
      throw new ProviderException(
          ProviderFailure.of(
                  Fate.NOT_SENT,
                  Fault.REQUEST_REJECTED,
                  "not taken here: " + String.join(", ", check.refused))
              .withFields(check.refused));
    }
  }

  private void output(OutputSpec output) {
    require(output.count() >= 1 && output.count() <= taken.maxCount(), "output.count");
    require(output.size().map(taken::takes).orElse(true), "output.size");
    oneOf("output.quality", output.quality(), taken.qualities());
    oneOf("output.background", output.background(), taken.backgrounds());
    oneOf("output.format", output.format(), taken.formats());
    require(output.compression().isEmpty() || taken.compression(), "output.compression");
    oneOf("output.moderation", output.moderation(), taken.moderations());
    boolean transparent = output.background().equals(Optional.of(Background.TRANSPARENT));
    boolean flat = output.format().filter(format -> !format.hasAlpha()).isPresent();
    require(!(transparent && flat), "output.background");
  }

  private void sources(Operation operation, Sources sources) {
    int least =
        switch (operation) {
          case GENERATE -> 0;
          case EDIT -> 1;
        };
    int count = sources.images().size();
    require(count >= least && count <= taken.maxSources(), "images");
    require(sources.mask().isEmpty() || taken.mask(), "mask");
  }

  private <E> void oneOf(String field, Optional<E> asked, List<E> values) {
    require(asked.map(values::contains).orElse(true), field);
  }

  private void require(boolean holds, String field) {
    if (!holds) {
      refused.add(field);
    }
  }
}
