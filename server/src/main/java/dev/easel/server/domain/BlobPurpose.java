package dev.easel.server.domain;

/** What a blob is kept for: what limits its image, who lets it go, and when. */
public enum BlobPurpose {
  /** Stored by a caller, for requests to name; goes at its time, or with DeleteBlob. */
  UPLOAD,
  /** An image that a job made; goes with the job. */
  RESULT,
  /** A source that came within a request or was fetched for it; goes with the job. */
  SOURCE,
  /** An image that is still being made, as it looked on the way; goes with the job. */
  PREVIEW
}
