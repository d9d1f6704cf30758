package dev.easel.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A body that is written once. */
final class OneShotBody extends RequestBody {
  private final Content content;
  private final Progress progress;

  OneShotBody(Content content, Progress progress) {
    this.content = content;
    this.progress = progress;
  }

  @Override
  public @Nullable MediaType contentType() {
    return MediaType.parse(content.mediaType());
  }

  @Override
  public long contentLength() {
    return content.length();
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    if (contentLength() == 0) {
      progress.lastByteLeaves();
    }
    LastByteApart apart = new LastByteApart(sink.outputStream(), contentLength(), progress);
    content.writeTo(apart);
    apart.end();
  }
}
