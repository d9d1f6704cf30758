package dev.easel.server.blob;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Where image bytes are kept. Safe for threads; every call may block on a disk or a network. */
public interface BlobStore {
  /**
   * Lets new work begin, whose results will need room, in a store that takes them.
   *
   * @param images how many are on their way then, those of the new work among them
   * @throws NoRoomException if what room is left is kept for results that are under way
   * @throws IOException if the store cannot tell
   */
  default void requireRoom(int images) throws IOException {}

  /**
   * Begins a blob. Nobody sees it before its commit.
   *
   * @param owner who may read it
   * @param purpose what it is kept for
   * @param expireTime when it is forgotten
   * @throws NoRoomException if what room is left is kept for results, and this is none
   * @throws IOException if nothing can be stored now
   */
  BlobWriter create(Caller owner, BlobPurpose purpose, Instant expireTime) throws IOException;

  /**
   * Keeps the bytes of a blob for a job, whatever becomes of the blob itself: under another id, as
   * a {@link BlobPurpose#SOURCE} of the same owner. Stores may do so without copying.
   *
   * @param expireTime when the new blob is forgotten
   * @throws java.nio.file.NoSuchFileException if there is no such blob, or no longer
   * @throws NoRoomException if what room is left is kept for results
   * @throws IOException if nothing can be stored now
   */
  Blob pin(BlobId id, Instant expireTime) throws IOException;

  /**
   * What is known of a blob.
   *
   * @return empty if there is none of this name, or no longer
   * @throws DamagedBlobException if what is stored of it is not what was written
   * @throws IOException if the store cannot tell
   */
  Optional<Blob> find(BlobId id) throws IOException;

  /**
   * Finds content that a caller has uploaded already. It may miss some, if a crash came in between;
   * it never shows another content, nor another caller's.
   *
   * @param sha256 of the content, in lower-case hexadecimal
   * @param until the blob must live longer than this
   * @throws IOException if the store cannot tell
   */
  Optional<Blob> findUpload(Caller owner, String sha256, Instant until) throws IOException;

  /**
   * Opens the bytes of a blob that {@link #find} has shown. The caller closes the channel. Whoever
   * reads it in order from the first byte to the last is not given the last one if any has changed:
   * a {@link DamagedBlobException} comes in its place. Who reads a part has it unchecked, and who
   * reads what an earlier version stored.
   *
   * @throws java.nio.file.NoSuchFileException if it was deleted since
   * @throws DamagedBlobException if what is stored of it is not what was written
   * @throws IOException if it cannot be read
   */
  SeekableByteChannel open(BlobId id) throws IOException;

  /**
   * A link by which whoever holds it reads a blob from the store itself, for a while. Made without
   * asking whether there is such a blob; one that is forgotten is not found by its link either.
   *
   * @param validity for how long from now, at most seven days
   * @return empty from a store that gives no links, whichever blob is asked for; never empty from
   *     one that does
   * @throws IOException if a link cannot be made now
   */
  default Optional<URI> link(BlobId id, Duration validity) throws IOException {
    return Optional.empty();
  }

  /**
   * Forgets a blob; nothing happens if there is none.
   *
   * @throws IOException if the store cannot do it now
   */
  void delete(BlobId id) throws IOException;

  /**
   * The names of all that is kept here now.
   *
   * @throws IOException if the store cannot tell
   */
  Set<BlobId> kept() throws IOException;

  /**
   * Forgets every blob whose time is over.
   *
   * @return how many those were
   * @throws IOException if the store cannot do it now
   */
  int deleteExpired(Instant now) throws IOException;
}
