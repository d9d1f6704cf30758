package dev.easel.spi;

/** What is asked of a model. */
public enum Operation {
  /** Text to image. */
  GENERATE,
  /** Image to image. */
  EDIT
}
