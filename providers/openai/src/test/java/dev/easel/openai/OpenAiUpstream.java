package dev.easel.openai;

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
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sandbox while all is well, a script once something is to go wrong. */
final class OpenAiUpstream implements Upstream {
  /** Of the only shape that is insisted on, and worth nothing. */
  private static final String KEY = "lmnfl_0f6c3f0e53b0.4c1d9b433f1a9c0e7a11";

  private final Preset preset;
  private final CallerKeys callerKeys;
  private Duration latency = Duration.ofMillis(40);
  private @Nullable Sandbox sandbox;
  private @Nullable WireTap tap;
  private @Nullable ScriptedServer script;
  private final Nowhere nowhere = new Nowhere();
  private boolean unreachable;

  OpenAiUpstream(Preset preset) {
    this(preset, CallerKeys.NONE);
  }

  OpenAiUpstream(Preset preset, CallerKeys callerKeys) {
    this.preset = preset;
    this.callerKeys = callerKeys;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(OpenAiSettings.sandboxed(uri()));
    settings.put("key", KEY);
    settings.put("preset", Words.of(preset));
    settings.put("caller-key", Words.of(callerKeys));
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
    latency = time;
  }

  /** Nobody but a queue takes work and fails at it later, unbilled; only URLs can be gone. */
  @Override
  public Set<Mishap> mishaps() {
    Set<Mishap> mishaps = EnumSet.allOf(Mishap.class);
    mishaps.remove(Mishap.WORK_CRASHED);
    if (preset != Preset.LUMENFALL) {
      mishaps.remove(Mishap.RESULT_GONE);
    }
    return mishaps;
  }

  @Override
  public void arm(Mishap mishap) {
    switch (mishap) {
      case UNREACHABLE -> unreachable = true;
      case WORK_ENDLESS -> latency = Duration.ofHours(1);
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
        .flatMap(request -> SubmittedEdit.read(request).stream())
        .toList();
  }

  @Override
  public boolean fetchesSources() {
    return preset == Preset.OPENAI;
  }

  @Override
  public String callerKey() {
    return preset == Preset.LUMENFALL ? "lmnfl_ofacaller.0123456789" : "sk-of-a-caller-0123456789";
  }

  @Override
  public String refusedCallerKey() {
    return preset == Preset.LUMENFALL ? "lmnfl_invalid.0123456789" : "sk-invalid-0123456789abcdef";
  }

  @Override
  public List<TappedRequest> requestsWith(String text) {
    return requests().stream().filter(request -> request.contains(text)).toList();
  }

  @Override
  public void close() {
    if (tap != null) {
      tap.close();
    }
    nowhere.close();
    if (sandbox != null) {
      sandbox.close();
    }
    if (script != null) {
      script.close();
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

  private List<TappedRequest> requests() {
    return tap == null ? List.of() : tap.requests();
  }

  private static ScriptedServer start(Mishap mishap) {
    try {
      return ScriptedServer.start(MishapScripts.of(mishap, KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
