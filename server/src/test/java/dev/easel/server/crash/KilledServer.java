package dev.easel.server.crash;

import dev.easel.server.Easel;
import dev.easel.server.Servers;
import dev.easel.server.config.ConfigurationLayers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A server's process. Arguments: {@code key=value} settings, {@code kill=FAILPOINT:N}, and {@code
 * ahead=PT80H} for a calendar that is ahead. Prints its port in a line when it serves.
 */
public final class KilledServer {
  private KilledServer() {}

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      settings.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    Killer killer = killer(Optional.ofNullable(settings.remove("kill")));
    Duration ahead =
        Optional.ofNullable(settings.remove("ahead")).map(Duration::parse).orElse(Duration.ZERO);
    Easel easel =
        Servers.start(
            Easel.configure(new ConfigurationLayers(Optional.empty(), Map.of(), settings)),
            module -> new Decoration(module, killer, ahead));
    System.out.println("serving " + easel.grpcAddress().getPort());
    new CountDownLatch(1).await();
  }

  private static Killer killer(Optional<String> wanted) {
    if (wanted.isEmpty()) {
      return new Killer(Optional.empty(), 0);
    }
    String[] parts = wanted.get().split(":", 2);
    return new Killer(Optional.of(Failpoint.valueOf(parts[0])), Integer.parseInt(parts[1]));
  }
}
