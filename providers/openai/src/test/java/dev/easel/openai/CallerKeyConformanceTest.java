package dev.easel.openai;

import dev.easel.spi.ImageProviderFactory;
import dev.easel.testkit.ProviderConformance;
import dev.easel.testkit.Upstream;

/** The same with keys of the callers' own. */
final class CallerKeyConformanceTest extends ProviderConformance {
  @Override
  protected ImageProviderFactory factory() {
    return new OpenAiProviderFactory();
  }

  @Override
  protected Upstream start() {
    return new OpenAiUpstream(Preset.OPENAI, CallerKeys.REQUIRED);
  }
}
