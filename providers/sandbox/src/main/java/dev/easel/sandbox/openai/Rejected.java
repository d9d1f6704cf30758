package dev.easel.sandbox.openai;

/** A request that ends with an error body instead of images. */
final class Rejected extends Exception {

  private static final long serialVersionUID = 1;

  private final transient ApiError error;

  Rejected(ApiError error) {
    super(error.message());
    this.error = error;
  }

  ApiError error() {
    return error;
  }
}
