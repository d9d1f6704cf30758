package dev.easel.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Where the connection of an exchange comes from, and where it goes. */
sealed interface Connections {
  /** One that stands. */
  Connection take(Exchange exchange) throws IOException;

  /** The exchange is over, and another could follow. */
  void giveBack(Connection connection);

  /** One that is idle, else a new one, for whoever goes to the same place. */
  record Shared(Route route, IdleConnections idle, Connector connector) implements Connections {
    @Override
    public Connection take(Exchange exchange) throws IOException {
      Optional<Connection> kept = idle.take(route);
      return kept.isPresent() ? kept.get() : connector.connect(route, exchange);
    }

    @Override
    public void giveBack(Connection connection) {
      idle.keep(connection);
    }
  }

  /** A new one to these addresses, and for nobody else: others may be checked for the next. */
  record Pinned(Route route, List<InetAddress> addresses, Dialler dialler, Connector connector)
      implements Connections {
    @Override
    public Connection take(Exchange exchange) throws IOException {
      return connector.connectAt(addresses, dialler, route, exchange);
    }

    @Override
    public void giveBack(Connection connection) {
      connection.close();
    }
  }
}
