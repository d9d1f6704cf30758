package dev.easel.openai;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.spi.ImageFormat;
import dev.easel.testkit.Mishap;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.Upstream;
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

  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final Preset preset;
  private Duration latency = Duration.ofMillis(40);
  private @Nullable Sandbox sandbox;
  private @Nullable ScriptedServer script;
  private boolean unreachable;

  OpenAiUpstream(Preset preset) {
    this.preset = preset;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(OpenAiSettings.sandboxed(uri()));
    settings.put("key", KEY);
    settings.put("preset", Words.of(preset));
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
  public void close() {
    if (sandbox != null) {
      sandbox.close();
    }
    if (script != null) {
      script.close();
    }
  }

  private URI uri() {
    if (unreachable) {
      return NOWHERE;
    }
    if (script != null) {
      return script.uri();
    }
    if (sandbox == null) {
      sandbox = Sandbox.start(SandboxOptions.defaults().withLatency(latency));
    }
    return sandbox.uri();
  }

  private static ScriptedServer start(Mishap mishap) {
    try {
      return ScriptedServer.start(MishapScripts.of(mishap, KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
