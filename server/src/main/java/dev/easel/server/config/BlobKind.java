package dev.easel.server.config;

/** Where images are kept. */
public enum BlobKind {
  /** In files in the data folder. */
  DISK,
  /** In a bucket that other servers may share. */
  S3
}
