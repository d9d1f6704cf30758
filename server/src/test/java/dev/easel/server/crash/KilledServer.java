package dev.easel.server.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.server.Easel;
import dev.easel.server.Servers;
import dev.easel.server.config.ConfigurationLayers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A server's process. Arguments: {@code key=value} settings, among them {@code journal}, the file
 * that tells of its commits, {@code ahead=PT80H} for a calendar that is ahead, and {@code blow}, a
 * {@link Blow} that falls before it serves. Prints its port in a line when it serves. A line that
 * it reads is a {@link Blow} to fall, which it answers with a line. Ends in order with its input.
 */
public final class KilledServer {
  private KilledServer() {}

  /** Serves until it is killed or nobody is left to speak with. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      settings.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    Killer killer = new Killer();
    Optional.ofNullable(settings.remove("blow")).map(Blow::parse).ifPresent(killer::arm);
    Duration ahead =
        Optional.ofNullable(settings.remove("ahead")).map(Duration::parse).orElse(Duration.ZERO);
    try (Journal journal =
            new Journal(Path.of(Objects.requireNonNull(settings.remove("journal"))));
        Easel easel =
            Servers.start(
                Easel.configure(new ConfigurationLayers(Optional.empty(), Map.of(), settings)),
                module -> new Decoration(module, killer, journal, ahead))) {
      System.out.println("serving " + easel.grpcAddress().getPort());
      BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        killer.arm(Blow.parse(line));
        System.out.println("armed");
      }
    }
  }
}
