package dev.easel.server.blob.s3;

import dev.easel.server.blob.UploadedContent;
import dev.easel.server.domain.BlobId;
import java.util.Optional;

/**
 * The names of objects, which are made of nothing but identifiers, hashes and times.
 *
 * <ul>
 *   <li>{@code blobs/ID} is an image, with what is known of it.
 *   <li>{@code blobs/probe-ID} is none, and shows whether there can be one.
 *   <li>{@code expiry/TIME-ID} is empty, and says when to forget it: in the order of time, so that
 *       nothing else need be looked at.
 *   <li>{@code uploads/HASH} holds the identifier of the upload that has a content.
 * </ul>
 *
 * @param prefix what all of them begin with
 */
record ObjectKeys(String prefix) {
  String blobs() {
    return prefix + "blobs/";
  }

  String blob(BlobId id) {
    return blobs() + id;
  }

  /** The blob whose image an object is. */
  Optional<BlobId> blobOf(String key) {
    return Optional.of(key)
        .filter(name -> name.startsWith(blobs()))
        .map(name -> name.substring(blobs().length()))
        .filter(BlobId::isValid)
        .map(BlobId::new);
  }

  String expiries() {
    return prefix + "expiry/";
  }

  String expiry(Expiry expiry) {
    return expiries() + expiry.text();
  }

  /** What an object says of when a blob is forgotten; empty if it is somebody else's. */
  Optional<Expiry> expiryOf(String key) {
    return Optional.of(key)
        .filter(name -> name.startsWith(expiries()))
        .flatMap(name -> Expiry.parse(name.substring(expiries().length())));
  }

  String upload(UploadedContent content) {
    return upload(content.entry());
  }

  String upload(String entry) {
    return prefix + "uploads/" + entry;
  }

  /** An object among the images that is none, and proves that there can be some. */
  String probe(BlobId id) {
    return blobs() + "probe-" + id;
  }
}
