package dev.easel.http;

import org.jspecify.annotations.Nullable;

/** How far one exchange has come, and what ended it. Written by its thread and by its watch. */
final class Progress {
  /** Why we gave an exchange up. */
  enum Ending {
    /** A limit of its whole, or of its head, has passed. */
    OVERDUE,
    /** Its bytes keep coming, but too slowly. */
    TRICKLES,
    /** The other side took nothing for too long. */
    UNTAKEN
  }

  private volatile Stage stage = Stage.NAME;
  private volatile boolean lastByteMayHaveLeft;
  private volatile @Nullable Ending ending;

  Stage stage() {
    return stage;
  }

  void reaches(Stage next) {
    stage = next;
  }

  /** Whether all of the request may have left; a request without a body leaves with its headers. */
  boolean sent() {
    return lastByteMayHaveLeft;
  }

  void lastByteLeaves() {
    lastByteMayHaveLeft = true;
  }

  void ends(Ending why) {
    ending = why;
  }

  /** Why we gave it up, if we did. */
  @Nullable Ending ending() {
    return ending;
  }
}
