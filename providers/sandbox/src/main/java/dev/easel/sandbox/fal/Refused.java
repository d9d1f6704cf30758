package dev.easel.sandbox.fal;

import dev.easel.sandbox.web.Reply;

/** A submit that ends with fal's own error body instead of a place in the queue. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Reply reply;

  Refused(Reply reply) {
    super("refused with status " + reply.status());
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
