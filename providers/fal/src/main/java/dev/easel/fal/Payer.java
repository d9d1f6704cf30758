package dev.easel.fal;

/** On whose account at OpenAI fal makes the images. */
enum Payer {
  /** fal's own; fal bills the operator. */
  OPERATOR,
  /** The caller's, whose key goes along. What fal says of keys downstream, it says of that one. */
  CALLER
}
