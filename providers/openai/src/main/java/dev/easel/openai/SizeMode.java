package dev.easel.openai;

/** How a size is told. */
enum SizeMode {
  /** {@code "size": "1024x1536"}, or {@code auto}. */
  WXH,
  /** {@code "width": 1024, "height": 1536}; nothing for auto. */
  WIDTH_HEIGHT,
  /** {@code "aspect_ratio": "2:3"}; nothing for auto. */
  ASPECT_RATIO,
  /** Not at all: the seller has one size. */
  OMIT
}
