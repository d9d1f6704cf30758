package dev.easel.fal;

import dev.easel.http.AllowedHosts;
import dev.easel.spi.SourceBytes;
import java.net.URI;

/**
 * How sources come to fal.
 *
 * @param restUrl where fal's storage API answers, without a slash at its end
 * @param hosts where bytes may be uploaded to
 * @param way which of fal's two ways is taken
 * @param longestInline longest image that goes along in the submit, in bytes
 * @param longestWhole longest image that is uploaded in one piece, in bytes
 * @param partLength length of the parts of a longer one, in bytes
 */
record UploadSettings(
    URI restUrl,
    AllowedHosts hosts,
    Way way,
    long longestInline,
    long longestWhole,
    long partLength) {

  /** A way to fal's storage. */
  enum Way {
    /** By a URL signed for each file. */
    SIGNED,
    /** By a token for the CDN. */
    CDN
  }

  /** Says nothing of the caller, who may have named the file after somebody. */
  static String fileName(SourceBytes source) {
    return "image." + source.format().extension();
  }
}
