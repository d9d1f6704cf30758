package dev.easel.spi;

/** Effort spent on keeping source details in an edit. */
public enum InputFidelity {
  /** Cheaper. */
  LOW,
  /** Faces, logos and fine detail are kept. */
  HIGH
}
