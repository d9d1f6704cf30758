package dev.easel.spi;

/** Rendering effort. Two models may differ in effort and price at the same word. */
public enum Quality {
  /** The model chooses by prompt. */
  AUTO,
  /** Fastest and cheapest. */
  LOW,
  /** In between. */
  MEDIUM,
  /** More. */
  HIGH,
  /** More still, from gpt-image-2.5. */
  XHIGH,
  /** Most, from gpt-image-2.5. */
  MAX
}
