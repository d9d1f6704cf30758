package dev.easel.fal;

import dev.easel.spi.ImageProviderFactory;
import dev.easel.testkit.ProviderConformance;
import dev.easel.testkit.Upstream;

final class FalByokConformanceTest extends ProviderConformance {
  @Override
  protected ImageProviderFactory factory() {
    return new FalByokProviderFactory();
  }

  @Override
  protected Upstream start() {
    return new FalUpstream(Payer.CALLER);
  }
}
