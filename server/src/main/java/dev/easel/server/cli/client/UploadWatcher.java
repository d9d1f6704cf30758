package dev.easel.server.cli.client;

/** What an upload tells. All on the uploading thread. */
public interface UploadWatcher {
  /** So many bytes of so many are on their way; begins anew when an upload is repeated. */
  void sent(long bytes, long size);
}
