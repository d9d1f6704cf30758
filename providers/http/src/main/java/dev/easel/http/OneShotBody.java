package dev.easel.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A body that is written once. */
final class OneShotBody extends AbstractHttpEntity {
  private final Content content;
  private final Progress progress;

  OneShotBody(Content content, Progress progress) {
    super(ContentType.parseLenient(content.mediaType()), null, false);
    this.content = content;
    this.progress = progress;
  }

  @Override
  public long getContentLength() {
    return content.length();
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  @Override
  public InputStream getContent() {
    throw new UnsupportedOperationException("a body is written, not read");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (getContentLength() == 0) {
      progress.lastByteLeaves();
    }
    LastByteApart apart = new LastByteApart(out, getContentLength(), progress);
    content.writeTo(apart);
    apart.end();
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
