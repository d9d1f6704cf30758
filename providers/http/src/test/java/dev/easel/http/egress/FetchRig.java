package dev.easel.http.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.CallGuard;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpLimits;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A fetcher in an internet of its own, where {@code http://start.example.com} and {@code
 * http://other.example.com} are allowed by name, and lead to a server that plays scripts.
 */
final class FetchRig implements AutoCloseable {
  static final String START = "http://start.example.com/image";
  static final long MOST_BYTES = 200_000;

  private static final String ADDRESS = "93.184.215.14";
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private final EgressPolicy policy =
      EgressPolicy.with(
          EgressExceptions.parse("http://start.example.com,http://other.example.com"));
  private final TestInternet internet = new TestInternet();
  private final TestCall call = TestCall.ample();
  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private final ScriptedServer server;
  private final SourceFetcher fetcher;

  private FetchRig(ScriptedServer server, Duration total, Duration silence) throws IOException {
    this.server = server;
    internet.name("start.example.com", ADDRESS);
    internet.name("other.example.com", ADDRESS);
    internet.serve(ADDRESS, server.uri());
    fetcher =
        fetcher(
            new SourceLimits(MOST_BYTES, total, AMPLE, silence, silence, 3),
            silence,
            internet::resolve);
  }

  /** The server plays the scripts in order, and the last of them for ever. */
  static FetchRig playing(Script... scripts) throws IOException {
    return within(AMPLE, AMPLE, scripts);
  }

  /** The same with a fetcher that soon gives up one that is silent, or slow. */
  static FetchRig impatient(Script... scripts) throws IOException {
    return within(AMPLE, SHORT, scripts);
  }

  static FetchRig within(Duration total, Script... scripts) throws IOException {
    return within(total, AMPLE, scripts);
  }

  private static FetchRig within(Duration total, Duration silence, Script... scripts)
      throws IOException {
    Iterator<Script> left = List.of(scripts).iterator();
    Script last = scripts[scripts.length - 1];
    return new FetchRig(
        ScriptedServer.start((request, wire) -> {
          Script script;
          synchronized (left) {
            script = left.hasNext() ? left.next() : last;
          }
          script.play(request, wire);
        }),
        total,
        silence);
  }

  FetchedSource fetch() throws Exception {
    return fetch(START);
  }

  FetchedSource fetch(String url) throws Exception {
    return fetcher.fetch(policy.check(url), Channels.newChannel(target), CallGuard.of(call));
  }

  SourceException failure() {
    return catchThrowableOfType(SourceException.class, this::fetch);
  }

  /** A fetcher whose lookups never end. */
  SourceFetcher resolvingNever(Duration lookup, Runnable onLookup) {
    CountDownLatch never = new CountDownLatch(1);
    return fetcher(
        new SourceLimits(MOST_BYTES, AMPLE, lookup, AMPLE, AMPLE, 3),
        AMPLE,
        name -> {
          onLookup.run();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new UnknownHostException(name);
        });
  }

  private SourceFetcher fetcher(SourceLimits limits, Duration paceWindow, NameResolver resolver) {
    return new SourceFetcher(
        policy,
        resolver,
        new HttpCaller(
            new HttpLimits(AMPLE, paceWindow, 1_024, paceWindow), "easel-test/1", internet::dial),
        limits);
  }

  SourceFetcher fetcher() {
    return fetcher;
  }

  EgressPolicy policy() {
    return policy;
  }

  TestCall call() {
    return call;
  }

  TestInternet internet() {
    return internet;
  }

  ScriptedServer server() {
    return server;
  }

  byte[] written() {
    return target.toByteArray();
  }

  @Override
  public void close() throws IOException {
    fetcher.close();
    server.close();
    internet.close();
  }

  /** Sends a start, and then a byte now and then. */
  static Script trickle(String start) {
    return (_, wire) -> {
      wire.write(start.getBytes(UTF_8));
      trickle(wire);
    };
  }

  private static void trickle(OutputStream wire) throws IOException, InterruptedException {
    while (!pause()) {
      wire.write('x');
      wire.flush();
    }
  }

  /** Lets a little time pass; ends early with the server. */
  static boolean pause() throws InterruptedException {
    return new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
  }
}
