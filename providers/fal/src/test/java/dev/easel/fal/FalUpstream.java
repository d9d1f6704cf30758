package dev.easel.fal;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.spi.ImageFormat;
import dev.easel.testkit.ArrivedEdit;
import dev.easel.testkit.Mishap;
import dev.easel.testkit.Nowhere;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TappedRequest;
import dev.easel.testkit.Upstream;
import dev.easel.testkit.WireTap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sandbox while all is well, a script once something is to go wrong. */
final class FalUpstream implements Upstream {
  /** Of fal's shape, and worth nothing. */
  private static final String KEY = "0f6c3f0e-53b0:4c1d9b433f1a9c0e7a11";

  private final Payer payer;
  private Duration latency = Duration.ofMillis(40);
  private @Nullable Sandbox sandbox;
  private @Nullable WireTap tap;
  private @Nullable ScriptedServer script;
  private final Nowhere nowhere = new Nowhere();
  private boolean unreachable;

  FalUpstream(Payer payer) {
    this.payer = payer;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(FalSettings.sandboxed(uri(), payer));
    settings.put("key", KEY);
    if (payer == Payer.OPERATOR) {
      settings.put("reconcile", "listing");
    }
    return settings;
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public List<String> prompts() {
    Stream<String> drawn =
        sandbox == null
            ? Stream.of()
            : sandbox.ledger().submits().stream()
                .map(Ledger.Submit::prompt)
                .map(prompt -> Objects.requireNonNullElse(prompt, "(not read)"));
    Stream<String> scripted =
        script == null
            ? Stream.of()
            : script.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .map(ScriptedRequest::body);
    return Stream.concat(drawn, scripted).toList();
  }

  @Override
  public void workTakes(Duration time) {
    // Whoever has asked for the settings has started a sandbox that is faster.
    stop();
    latency = time;
  }

  /** What fal does not bill for a crash, OpenAI may. */
  @Override
  public Set<Mishap> mishaps() {
    return switch (payer) {
      case OPERATOR -> EnumSet.allOf(Mishap.class);
      case CALLER -> EnumSet.complementOf(EnumSet.of(Mishap.WORK_CRASHED));
    };
  }

  @Override
  public void arm(Mishap mishap) {
    switch (mishap) {
      case UNREACHABLE -> unreachable = true;
      // Started before fal would give up waiting for that, and longer than any test waits.
      case WORK_ENDLESS -> workTakes(Duration.ofSeconds(7));
      case KEY_REFUSED,
          ACCOUNT_EMPTY,
          PARAMETER_REFUSED,
          RATE_LIMITED,
          SUBMIT_CRASHED,
          SUBMIT_SENT_BACK,
          SUBMIT_REDIRECTED,
          ANSWER_CUT,
          ANSWER_UNREADABLE,
          ANSWER_WITHHELD,
          WORK_CRASHED,
          WORK_BLOCKED,
          RESULT_GONE ->
          script = start(mishap);
    }
  }

  @Override
  public Set<ImageFormat> unservedFormats() {
    return Set.of();
  }

  @Override
  public List<ArrivedEdit> edits() {
    return requests().stream()
        .filter(request -> request.method().equals("POST"))
        .filter(request -> !request.target().startsWith("/storage/"))
        .filter(request -> !request.target().startsWith("/files/"))
        .flatMap(request -> SubmittedEdit.read(request).stream())
        .toList();
  }

  @Override
  public boolean fetchesSources() {
    return true;
  }

  /** What goes with a caller's key is not kept by fal. */
  @Override
  public Optional<String> promptWithoutAnswer() {
    return payer == Payer.OPERATOR ? Optional.of("a heron sandbox:reset_after") : Optional.empty();
  }

  @Override
  public String callerKey() {
    return "sk-of-a-caller-0123456789abcdef";
  }

  @Override
  public String refusedCallerKey() {
    return "sk-invalid-of-a-caller-0123456789";
  }

  @Override
  public List<TappedRequest> requestsWith(String text) {
    return requests().stream().filter(request -> request.contains(text)).toList();
  }

  private List<TappedRequest> requests() {
    return tap == null ? List.of() : tap.requests();
  }

  @Override
  public void close() {
    stop();
    nowhere.close();
    if (script != null) {
      script.close();
    }
  }

  private void stop() {
    if (tap != null) {
      tap.close();
      tap = null;
    }
    if (sandbox != null) {
      sandbox.close();
      sandbox = null;
    }
  }

  private URI uri() {
    if (unreachable) {
      return nowhere.uri();
    }
    if (script != null) {
      return script.uri();
    }
    if (tap == null) {
      sandbox = Sandbox.start(SandboxOptions.defaults().withLatency(latency));
      tap = WireTap.before(sandbox.uri());
    }
    return tap.uri();
  }

  private static ScriptedServer start(Mishap mishap) {
    try {
      return ScriptedServer.start(MishapScripts.of(mishap, KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
