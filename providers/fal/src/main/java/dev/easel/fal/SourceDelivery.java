package dev.easel.fal;

import dev.easel.http.CallGuard;
import dev.easel.spi.Call;
import dev.easel.spi.ProviderException;
import dev.easel.spi.SourceBytes;
import dev.easel.spi.SourceImage;
import dev.easel.spi.Sources;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings an edit's sources to where fal can read them. Costs nothing and can be repeated: an upload
 * that nobody used is forgotten by fal in its time.
 */
final class SourceDelivery {
  private final long longestInline;
  private final Storage storage;
  private final UploadFailures failures;

  /** Sources longer than a bound are uploaded, shorter ones go along in the submit. */
  SourceDelivery(long longestInline, Storage storage, UploadFailures failures) {
    this.longestInline = longestInline;
    this.storage = storage;
    this.failures = failures;
  }

  /** All are loaded before the first is uploaded, so that one that cannot be had costs no time. */
  SourceUrls deliver(Sources sources, Call call) throws ProviderException, InterruptedException {
    List<Loaded> images = new ArrayList<>();
    for (SourceImage image : sources.images()) {
      images.add(load(image, call));
    }
    Optional<Loaded> mask = Optional.empty();
    if (sources.mask().isPresent()) {
      mask = Optional.of(load(sources.mask().get(), call));
    }
    // Loading may have taken the call's hook for itself.
    CallGuard guard = CallGuard.of(call);
    List<String> urls = new ArrayList<>();
    for (Loaded image : images) {
      urls.add(url(image, guard));
    }
    return new SourceUrls(
        urls, mask.isPresent() ? Optional.of(url(mask.get(), guard)) : Optional.empty());
  }

  private static Loaded load(SourceImage image, Call call)
      throws ProviderException, InterruptedException {
    Optional<URI> published = image.publicUrl();
    return published.isPresent()
        ? new Loaded.Published(published.get())
        : new Loaded.Held(image.load(call));
  }

  private String url(Loaded image, CallGuard guard) throws ProviderException, InterruptedException {
    return switch (image) {
      case Loaded.Published(URI url) -> url.toString();
      case Loaded.Held(SourceBytes bytes) when bytes.length() <= longestInline -> inline(bytes);
      case Loaded.Held(SourceBytes bytes) -> storage.upload(bytes, guard);
    };
  }

  private String inline(SourceBytes bytes) throws ProviderException {
    try {
      return DataUrl.of(bytes);
    } catch (IOException e) {
      throw failures.unreadable(e);
    }
  }

  /** A source, as far as fal needs it. */
  private sealed interface Loaded {
    /** fal fetches it itself. */
    record Published(URI url) implements Loaded {}

    /** We have its bytes. */
    record Held(SourceBytes bytes) implements Loaded {}
  }
}
