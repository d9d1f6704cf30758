package dev.easel.server.crash;

import com.google.inject.AbstractModule;
import com.google.inject.Binding;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.InstanceBinding;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.job.Clockwork;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;
import dev.easel.server.provider.Providers;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The bindings of a server, its ports wrapped so that each passes its failpoints. */
final class Decoration extends AbstractModule {
  private final Module original;
  private final Killer killer;
  private final Journal journal;
  private final Duration ahead;

  /** The same, on a machine whose calendar is so far ahead. */
  Decoration(Module original, Killer killer, Journal journal, Duration ahead) {
    this.original = original;
    this.killer = killer;
    this.journal = journal;
    this.ahead = ahead;
  }

  @Override
  protected void configure() {
    for (Element element : Elements.getElements(original)) {
      boolean wrapped =
          wrap(element, JobStore.class, store -> new KilledStore(store, killer, journal))
              || wrap(element, JobClaims.class, claims -> new KilledClaims(claims, killer))
              || wrap(element, Providers.class, this::killed)
              || wrap(element, BlobStore.class, blobs -> new KilledBlobs(blobs, killer))
              || wrap(element, Clockwork.class, this::ahead);
      if (!wrapped) {
        element.applyTo(binder());
      }
    }
  }

  private Clockwork ahead(Clockwork clockwork) {
    return new Clockwork(
        () -> clockwork.now().plus(ahead),
        clockwork.nanos(),
        clockwork.timer(),
        clockwork.sleeper());
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
