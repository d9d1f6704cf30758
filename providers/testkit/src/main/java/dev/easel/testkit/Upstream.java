package dev.easel.testkit;

import dev.easel.spi.ImageFormat;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A seller that spends nothing, brought by the provider under test. Fresh for each test. */
public interface Upstream extends AutoCloseable {
  /** The settings with which an instance reaches it, as it is now; the key is in them. */
  Map<String, String> settings();

  /** The key in the settings, which must turn up nowhere else. */
  String key();

  /** The prompts of the paid submits that have arrived, oldest first. */
  List<String> prompts();

  /** How long work takes from now on. */
  void workTakes(Duration time);

  /** The ways in which it can fail. */
  Set<Mishap> mishaps();

  /** Makes it fail in one of these ways from now on; to be called before an instance is made. */
  void arm(Mishap mishap);

  /** Formats that the catalog claims and this upstream cannot make; they are not tried. */
  Set<ImageFormat> unservedFormats();

  /** The sources of the paid edits that have arrived, oldest first. */
  List<ArrivedEdit> edits();

  /** Whether this seller fetches a source itself that the caller has published. */
  boolean fetchesSources();

  /** Publishes a picture where this upstream, if it asks for one at all, can find it. */
  default URI publish(TestPicture picture) throws IOException, InterruptedException {
    return URI.create("https://pictures.example/heron.png");
  }

  /** A key of a caller's own, of the shape that the seller's offerings take; worth nothing. */
  String callerKey();

  /** A key of that shape that the seller does not accept. */
  String refusedCallerKey();

  /**
   * A prompt whose submit is taken and whose answer is lost.
   *
   * @return empty if the seller, reached by the settings, never tells what became of such a request
   */
  default Optional<String> promptWithoutAnswer() {
    return Optional.empty();
  }

  /** The requests that have this text anywhere in them, oldest first. */
  List<TappedRequest> requestsWith(String text);

  @Override
  void close();
}
