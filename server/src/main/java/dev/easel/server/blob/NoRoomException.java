package dev.easel.server.blob;

import java.io.IOException;

/** What room is left is kept for results that are paid for. Waiting helps: what expires goes. */
public final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1;

  NoRoomException(String message) {
    super(message);
  }
}
