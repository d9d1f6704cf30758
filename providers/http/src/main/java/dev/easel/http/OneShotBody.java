package dev.easel.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that is written once. Its last byte is handed over apart from the others, so that a
 * failure before it proves that the seller never had the whole request.
 */
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
    return content.bytes().length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    byte[] bytes = content.bytes();
    int last = Math.max(0, bytes.length - 1);
    sink.write(bytes, 0, last);
    progress.lastByteLeaves();
    sink.write(bytes, last, bytes.length - last);
  }
}
