package dev.easel.sandbox.web;

/** How an answer is spoilt on its way out. */
public enum Damage {
  /** It is not. */
  NONE,
  /** One byte at a time, with pauses. */
  DRIBBLE,
  /** The connection is closed in the middle of it. */
  TRUNCATE,
  /** The connection is reset in its place. */
  RESET,
  /** It says that it is a page of HTML. */
  WRONG_TYPE,
  /** It is framed well, but ends in its middle. */
  MALFORMED,
  /** What says that it is an image is a text. */
  NO_IMAGE
}
