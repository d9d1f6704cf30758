package dev.easel.server.crash;

import java.util.EnumSet;
import java.util.List;

/** A place at which a server can be struck: the boundary of one port on the way of a job. */
public enum Failpoint {
  /** The request is there, and nothing is kept of it. */
  BEFORE_ACCEPT,
  /** The job is kept, and its caller does not know. */
  AFTER_ACCEPT,
  /** All that is free is done. */
  BEFORE_INTENT,
  /** The intent is kept, and nothing has left. */
  AFTER_INTENT,
  /** As before, one call later: the provider has been told to buy. */
  BEFORE_SUBMIT,
  /** The connection stands, and the leave to send is about to be asked for. */
  BEFORE_SEND,
  /** The leave to send is given, and no byte has left. */
  AFTER_CHECK,
  /** The seller's answer is there, and nobody was told. */
  AFTER_SEND,
  /** The seller has taken the work, and its handle is not kept. */
  BEFORE_HANDLE,
  /** The handle is kept. */
  AFTER_HANDLE,
  /** The seller works. */
  AFTER_START,
  /** The result is there, and nothing of it is stored. */
  BEFORE_IMAGE,
  /** A part of the image is written. */
  WITHIN_IMAGE,
  /** The image is durable, and the job does not know. */
  BEFORE_IMAGE_EVENT,
  /** The job knows of its image. */
  AFTER_IMAGE_EVENT,
  /** Everything is done but the end. */
  BEFORE_END,
  /** The job is over, and nobody was told. */
  AFTER_END,
  /** A job that is to be forgotten is out of sight, and all of it is there. */
  AFTER_HIDE,
  /** One of its images is gone, and another is there. */
  BETWEEN_IMAGES,
  /** Its images are gone, and its row is there. */
  BEFORE_FORGET,
  /** Nothing is left of it. */
  AFTER_FORGET,
  /** The server stops, and is about to leave its jobs to others. */
  BEFORE_LEAVE;

  /** Those that a job passes while it is alive, in their order. */
  static List<Failpoint> onTheWayOfAJob() {
    return List.copyOf(EnumSet.range(BEFORE_ACCEPT, AFTER_END));
  }

  /** Whether a request may have left here without anything that would find its work again. */
  public boolean leavesDoubt() {
    return switch (this) {
      case AFTER_INTENT, BEFORE_SUBMIT, BEFORE_SEND, AFTER_CHECK, AFTER_SEND, BEFORE_HANDLE -> true;
      case BEFORE_ACCEPT,
          AFTER_ACCEPT,
          BEFORE_INTENT,
          AFTER_HANDLE,
          AFTER_START,
          BEFORE_IMAGE,
          WITHIN_IMAGE,
          BEFORE_IMAGE_EVENT,
          AFTER_IMAGE_EVENT,
          BEFORE_END,
          AFTER_END,
          AFTER_HIDE,
          BETWEEN_IMAGES,
          BEFORE_FORGET,
          AFTER_FORGET,
          BEFORE_LEAVE ->
          false;
    };
  }
}
