package dev.easel.server.cli.client;

import dev.easel.v1.JobEvent;
import io.grpc.StatusException;

/** What a watch tells. All on the watching thread. */
public interface Watcher {
  /** Something happened to the job; each event once, in order. */
  void event(JobEvent event);

  /** Nothing did for a moment. */
  void idle();

  /** The watch was cut and goes on. */
  void cut(StatusException why);
}
