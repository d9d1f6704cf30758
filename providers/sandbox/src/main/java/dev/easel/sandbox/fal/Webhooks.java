package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Reply;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Reports requests that have ended to where their submits said: signed, and again while the answer
 * is no success, ever more slowly, as long as the result can be had. Unlike fal's, these reach
 * private addresses too. Safe for use by several threads.
 */
final class Webhooks implements AutoCloseable {

  private static final int MOST_TRIES = 32;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(15);
  private static final Duration LATER_PATIENCE = Duration.ofMinutes(2);

  private final SandboxClock clock;
  private final Duration retention;
  private final WebhookSigner signer = new WebhookSigner();
  private final WebhookSigner stranger = new WebhookSigner();
  private final ExecutorService senders =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sandbox-webhook-", 0).factory());
  private @Nullable HttpClient client;

  /** Reports of requests that are known for so long after their end. */
  Webhooks(SandboxClock clock, Duration retention) {
    this.clock = clock;
    this.retention = retention;
  }

  /** What is said of a request that has ended. */
  @FunctionalInterface
  interface Words {
    Json of(Progress.Completed end) throws InterruptedException;
  }

  /** The page with the key that signs. */
  Service keys() {
    Json page = Json.struct().put("keys", Json.array(List.of(signer.published()))).build();
    return exchange ->
        exchange.send(
            exchange.method().equals("GET")
                ? Reply.json(200, page)
                : FalErrors.methodNotAllowed("GET"));
  }

  /** Will report a request when it has ended. */
  void promise(QueuedRequest request, URI target, Words words) {
    WebhookWishes wishes = WebhookWishes.in(request.order().prompt());
    if (!wishes.lost()) {
      senders.execute(() -> report(request, target, words, wishes));
    }
  }

  private void report(QueuedRequest request, URI target, Words words, WebhookWishes wishes) {
    try {
      CompletableFuture.anyOf(clock.alarm(request.ended()), request.cancelled()).get();
      waitUntil(request.ended().plus(wishes.late()));
      if (request.progress(clock.instant()) instanceof Progress.Completed end) {
        byte[] body = new WebhookBody(request.id(), wishes.padding()).of(end, words).bytes();
        deliver(request, target, body, wishes);
        if (wishes.twice()) {
          deliver(request, target, body, wishes);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an alarm went wrong", e);
    }
  }

  private void deliver(QueuedRequest request, URI target, byte[] body, WebhookWishes wishes)
      throws InterruptedException, ExecutionException {
    Instant last = request.ended().plus(retention);
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int status = send(request.id(), target, body, wishes, tries);
      boolean settled = status >= 200 && status < 400;
      Duration pause = Duration.ofSeconds(1L << Math.min(tries, 7));
      Instant next =
          clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
      if (settled || next.isAfter(last)) {
        return;
      }
      waitUntil(next);
    }
  }

  /** The status of the answer, 0 if there is none. */
  private int send(String id, URI target, byte[] body, WebhookWishes wishes, int tries)
      throws InterruptedException {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(target)
            .timeout(tries == 0 ? FIRST_PATIENCE : LATER_PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    Instant signedFor = clock.instant().plus(wishes.skew());
    (wishes.forged() ? stranger : signer).headers(id, signedFor, body).forEach(post::header);
    try {
      return client().send(post.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      // As good as any other answer that is no success.
      return 0;
    }
  }

  /** Made for the first webhook, as most sandboxes send none and it has threads of its own. */
  private synchronized HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(FIRST_PATIENCE)
              .build();
      client = made;
    }
    return made;
  }

  private void waitUntil(Instant at) throws InterruptedException, ExecutionException {
    clock.alarm(at).get();
  }

  @Override
  public void close() {
    senders.shutdownNow();
    senders.close();
    synchronized (this) {
      if (client != null) {
        client.shutdownNow();
      }
    }
  }
}
