package dev.easel.openai;

/** How an edit's sources are sent. */
enum EditTransport {
  /** A form, unless every source has a public URL and the JSON schema has words for the rest. */
  AUTO,
  /** A form with {@code image[]} for each source. */
  MULTIPART,
  /** A form with {@code image} for each source. */
  MULTIPART_BARE,
  /** A document: public URLs as they are, other sources as data URLs. */
  JSON
}
