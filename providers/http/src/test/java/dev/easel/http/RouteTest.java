package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "https://Example.com/a, true, example.com, 443, example.com",
    "HTTP://example.com, false, example.com, 80, example.com",
    "http://example.com:443/, false, example.com, 443, example.com:443",
    "https://example.com:443/, true, example.com, 443, example.com",
    "https://user:password@example.com/, true, example.com, 443, example.com",
    "https://[2606:4700::1]/, true, 2606:4700::1, 443, [2606:4700::1]",
    "http://[::1]:8080/, false, ::1, 8080, [::1]:8080"
  })
  void leadsWhereAUrlDoes(URI uri, boolean secure, String host, int port, String authority) {
    Route route = Route.to(uri);
    assertThat(route).isEqualTo(new Route(secure, host, port));
    assertThat(route.authority()).isEqualTo(authority);
    assertThat(Route.to(route.uri())).isEqualTo(route);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.com/", "http:/v1", "https:///x", "http:opaque", "/path"})
  void nothingElseLeadsAnywhere(URI uri) {
    assertThatThrownBy(() -> Route.to(uri)).isInstanceOf(IllegalArgumentException.class);
  }
}
