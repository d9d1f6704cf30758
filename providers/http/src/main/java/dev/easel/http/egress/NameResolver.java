package dev.easel.http.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. A port, so that a test decides what names mean. */
@FunctionalInterface
public interface NameResolver {
  /**
   * Looks a name up; may block.
   *
   * @throws UnknownHostException if it has no address, or none can be found now
   */
  List<InetAddress> resolve(String name) throws UnknownHostException;

  /** Asks the system. */
  static NameResolver system() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}
