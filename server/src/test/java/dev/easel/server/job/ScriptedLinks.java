package dev.easel.server.job;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.Caller;
import dev.easel.server.fetch.SourceLinks;
import dev.easel.spi.Call;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows at each URL what a test puts there. */
final class ScriptedLinks implements SourceLinks {
  private final Map<URI, Page> pages = new HashMap<>();
  final List<URI> fetched = new ArrayList<>();

  /** What a URL shows. */
  interface Page {
    Blob copy(Caller owner, Instant expireTime) throws IOException;
  }

  void show(URI url, Page page) {
    pages.put(url, page);
  }

  @Override
  public URI read(String url) {
    return URI.create(url);
  }

  @Override
  public Blob copy(URI url, String field, Caller owner, Instant expireTime, Call call)
      throws ProviderException {
    fetched.add(url);
    Page page = pages.get(url);
    if (page == null) {
      throw unreachable(field);
    }
    try {
      return page.copy(owner, expireTime);
    } catch (IOException e) {
      throw unreachable(field);
    }
  }

  private static ProviderException unreachable(String field) {
    return new ProviderException(
        ProviderFailure.of(Fate.NOT_SENT, Fault.SOURCE_UNREACHABLE, field + ": not there")
            .withFields(List.of(field)));
  }
}
