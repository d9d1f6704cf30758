package dev.easel.server.crash;

import com.google.inject.AbstractModule;
import com.google.inject.Binding;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.InstanceBinding;
import dev.easel.server.job.JobStore;
import dev.easel.server.provider.Providers;
import java.util.function.UnaryOperator;

/** The bindings of a server, its ports wrapped so that each passes its failpoints. */
final class Decoration extends AbstractModule {
  private final Module original;
  private final Killer killer;
  private final Journal journal;

  Decoration(Module original, Killer killer, Journal journal) {
    this.original = original;
    this.killer = killer;
    this.journal = journal;
  }

  @Override
  protected void configure() {
    for (Element element : Elements.getElements(original)) {
      boolean wrapped =
          wrap(element, JobStore.class, store -> new KilledStore(store, killer, journal))
              || wrap(element, Providers.class, this::killed);
      if (!wrapped) {
        element.applyTo(binder());
      }
    }
  }

  private Providers killed(Providers providers) {
    return name -> new KilledProvider(providers.named(name), killer);
  }

  private <T> boolean wrap(Element element, Class<T> port, UnaryOperator<T> wrapper) {
    if (element instanceof Binding<?> binding
        && binding.getKey().equals(Key.get(port))
        && binding instanceof InstanceBinding<?> bound) {
      bind(port).toInstance(wrapper.apply(port.cast(bound.getInstance())));
      return true;
    }
    return false;
  }
}
