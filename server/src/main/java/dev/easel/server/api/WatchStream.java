package dev.easel.server.api;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.Rejection;
import dev.easel.server.job.Watcher;
import dev.easel.v1.Heartbeat;
import dev.easel.v1.WatchJobResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.InstantSource;
import java.util.Optional;

/** A watch as a gRPC stream: nothing is written that the transport would only pile up. */
final class WatchStream implements Watcher {
  private final ServerCallStreamObserver<WatchJobResponse> stream;
  private final InstantSource clock;
  private final Optional<CallBytes> bytes;
  private final Optional<Previews> previews;
  private final Optional<ResultLinks> links;

  /**
   * A watch on this stream.
   *
   * @param bytes counts what previews hold until the reader has taken them
   * @param previews what completes previews, if the reader wants them
   * @param links what adds links to results, if the job was asked to carry them
   */
  WatchStream(
      ServerCallStreamObserver<WatchJobResponse> stream,
      InstantSource clock,
      Optional<CallBytes> bytes,
      Optional<Previews> previews,
      Optional<ResultLinks> links) {
    this.stream = stream;
    this.clock = clock;
    this.bytes = bytes;
    this.previews = previews;
    this.links = links;
  }

  @Override
  public boolean ready() {
    boolean ready = stream.isReady();
    if (ready) {
      bytes.ifPresent(CallBytes::toldHasLeft);
    }
    return ready;
  }

  @Override
  public void snapshot(Job job) {
    send(JobWriter.snapshot(job, clock.instant()));
  }

  @Override
  public boolean event(JobEvent event) {
    Optional<dev.easel.v1.JobEvent> wire =
        event.content() instanceof JobEvent.Previewed
            ? previews.flatMap(known -> known.wire(event, this::isRoomFor))
            : Optional.of(JobWriter.wire(event));
    wire.ifPresent(this::send);
    return wire.isPresent();
  }

  private boolean isRoomFor(long size) {
    return bytes.map(counted -> counted.tryTell(size)).orElse(true);
  }

  @Override
  public void heartbeat(long latestSequence) {
    send(
        WatchJobResponse.newBuilder()
            .setHeartbeat(Heartbeat.newBuilder().setLatestSequence(latestSequence)));
  }

  @Override
  public void complete() {
    stream.onCompleted();
  }

  @Override
  public void end(Rejection why) {
    stream.onError(Statuses.of(why));
  }

  private void send(dev.easel.v1.JobEvent event) {
    send(
        WatchJobResponse.newBuilder()
            .setEvent(links.map(known -> known.fill(event)).orElse(event)));
  }

  private void send(WatchJobResponse.Builder message) {
    stream.onNext(message.build());
  }
}
