package dev.easel.server.job.simulation;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.Caller;
import dev.easel.server.fetch.SourceLinks;
import dev.easel.spi.Call;
import java.net.URI;
import java.time.Instant;

/** For worlds in which nobody edits an image from elsewhere. */
final class NoLinks implements SourceLinks {
  @Override
  public URI read(String url) {
    throw new UnsupportedOperationException("no image comes from elsewhere here: " + url);
  }

  @Override
  public Blob copy(URI url, String field, Caller owner, Instant expireTime, Call call) {
    throw new UnsupportedOperationException("no image comes from elsewhere here: " + url);
  }
}
