package dev.easel.spi;

/** Encoding of an image. */
public enum ImageFormat {
  /** image/png. */
  PNG("image/png", "png"),
  /** image/jpeg. */
  JPEG("image/jpeg", "jpg"),
  /** image/webp. */
  WEBP("image/webp", "webp");

  private final String mediaType;
  private final String extension;

  ImageFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** The IANA media type. */
  public String mediaType() {
    return mediaType;
  }

  /** The usual ending of a file name, without a dot. */
  public String extension() {
    return extension;
  }

  /** Whether the format can hold an alpha channel. */
  public boolean hasAlpha() {
    return this != JPEG;
  }
}
