package dev.easel.sandbox.web;

import java.io.IOException;

/** Answers requests, each on a virtual thread of its own that it may block. */
@FunctionalInterface
public interface Service {

  /**
   * Answers one request, by {@link Exchange#send} or {@link Exchange#stream}.
   *
   * @throws IOException if the connection broke; nothing more can be said to the client then
   * @throws InterruptedException if the server stops
   */
  void handle(Exchange exchange) throws IOException, InterruptedException;
}
