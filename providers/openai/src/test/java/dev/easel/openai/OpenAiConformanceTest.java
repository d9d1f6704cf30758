package dev.easel.openai;

import dev.easel.spi.ImageProviderFactory;
import dev.easel.testkit.ProviderConformance;
import dev.easel.testkit.Upstream;

final class OpenAiConformanceTest extends ProviderConformance {
  @Override
  protected ImageProviderFactory factory() {
    return new OpenAiProviderFactory();
  }

  @Override
  protected Upstream start() {
    return new OpenAiUpstream(Preset.OPENAI);
  }
}
