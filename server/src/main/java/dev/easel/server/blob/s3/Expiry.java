package dev.easel.server.blob.s3;

import dev.easel.server.blob.UploadedContent;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a blob is forgotten. As a text it sorts as the time does.
 *
 * @param time when
 * @param id the blob
 * @param upload where its content stands in the index of uploads, if it does
 */
record Expiry(Instant time, BlobId id, Optional<String> upload) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{12})\\.(\\d{9})-([0-9A-Z]{26})(?:-([0-9a-f]{64}))?");

  static Expiry of(Blob blob) {
    return new Expiry(
        blob.expireTime(),
        blob.id(),
        blob.purpose() == BlobPurpose.UPLOAD
            ? Optional.of(UploadedContent.of(blob).entry())
            : Optional.empty());
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%012d.%09d-%s%s",
        time.getEpochSecond(),
        time.getNano(),
        id,
        upload.map(entry -> "-" + entry).orElse(""));
  }

  static Optional<Expiry> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || !BlobId.isValid(matcher.group(3))) {
      return Optional.empty();
    }
    Instant time =
        Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    return Optional.of(
        new Expiry(time, new BlobId(matcher.group(3)), Optional.ofNullable(matcher.group(4))));
  }
}
