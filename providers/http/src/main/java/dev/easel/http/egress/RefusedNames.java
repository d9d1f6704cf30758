package dev.easel.http.egress;

import java.util.Set;

/** Names that lead, or may lead, into the network that we run in, whatever they resolve to. */
final class RefusedNames {
  /** Last labels of names that are nobody's on the public internet. */
  private static final Set<String> ENDS =
      Set.of(
          "localhost",
          "localdomain",
          "local",
          "internal",
          "intranet",
          "private",
          "corp",
          "home",
          "home.arpa",
          "lan",
          "svc",
          "cluster.local",
          "in-addr.arpa",
          "ip6.arpa",
          "invalid",
          "onion");

  /** The clouds' metadata services by their public names. */
  private static final Set<String> NAMES =
      Set.of(
          "metadata.goog",
          "metadata.tencentyun.com",
          "metadata.packet.net",
          "metadata.platformequinix.com",
          "metadata.service.consul",
          "kubernetes.default");

  private RefusedNames() {}

  /**
   * Whether a name, in lower case, is refused.
   *
   * <p>Among names of one label are {@code metadata}, {@code instance-data}, and every service
   * beside ours.
   */
  static boolean contains(String name) {
    return name.indexOf('.') < 0 || NAMES.contains(name) || endsBadly(name);
  }

  private static boolean endsBadly(String name) {
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      if (ENDS.contains(name.substring(dot + 1))) {
        return true;
      }
    }
    return false;
  }
}
