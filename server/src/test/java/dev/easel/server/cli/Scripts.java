package dev.easel.server.cli;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The scripts of one method, a call each, and the requests that came. */
final class Scripts<Q, A> {
  private final Queue<Script<A>> scripts = new ConcurrentLinkedQueue<>();
  private final Queue<Q> requests = new ConcurrentLinkedQueue<>();

  Scripts<Q, A> then(Script<A> script) {
    scripts.add(script);
    return this;
  }

  List<Q> requests() {
    return List.copyOf(requests);
  }

  boolean isEmpty() {
    return scripts.isEmpty();
  }

  void answer(Q request, StreamObserver<A> observer) {
    requests.add(request);
    Script<A> next = scripts.poll();
    if (next == null) {
      observer.onError(Status.INTERNAL.withDescription("no script is left").asException());
    } else {
      next.play(observer);
    }
  }
}
