package dev.easel.server.api;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.Rejection;
import dev.easel.server.job.Watcher;
import dev.easel.v1.Heartbeat;
import dev.easel.v1.WatchJobResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.InstantSource;

/** A watch as a gRPC stream: nothing is written that the transport would only pile up. */
final class WatchStream implements Watcher {
  private final ServerCallStreamObserver<WatchJobResponse> stream;
  private final InstantSource clock;

  WatchStream(ServerCallStreamObserver<WatchJobResponse> stream, InstantSource clock) {
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public boolean ready() {
    return stream.isReady();
  }

  @Override
  public void snapshot(Job job) {
    send(WatchJobResponse.newBuilder().setEvent(JobWriter.snapshot(job, clock.instant())));
  }

  @Override
  public void event(JobEvent event) {
    send(WatchJobResponse.newBuilder().setEvent(JobWriter.wire(event)));
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

  private void send(WatchJobResponse.Builder message) {
    stream.onNext(message.build());
  }
}
