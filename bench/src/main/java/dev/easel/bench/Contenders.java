package dev.easel.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers that are compared, each as the launcher would start it.
 *
 * @param java the Java command
 * @param flags the virtual machine's flags, the same for all
 * @param root the folder of the sources, where both are built
 */
public record Contenders(String java, List<String> flags, Path root) {
  public Contenders {
    flags = List.copyOf(flags);
  }

  /** The yardstick. */
  Contender bare() {
    return new Contender(
        "bare gRPC + Guice",
        command("bench", "easel-bench", BareServer.class.getName(), List.of()),
        BareServer.READY);
  }

  /** Easel, with a seller's address where nobody listens: at its start it calls none. */
  Contender easel() {
    return easelBefore(URI.create("http://127.0.0.1:9"));
  }

  /** Easel before a sandbox. */
  public Contender easelBefore(URI sandbox) {
    List<String> arguments =
        List.of("serve", "--sandbox-url=" + sandbox, "--port=0", "--http-port=0", "--data=%DATA%");
    return new Contender("Easel", easel(arguments), "easel: serving gRPC on ");
  }

  /** The sellers. */
  Contender sandbox() {
    return sandbox(List.of());
  }

  /** The sellers, with arguments. */
  public Contender sandbox(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("sandbox"));
    all.addAll(arguments);
    return new Contender("sandbox", easel(all), "easel: sandbox on http://");
  }

  private List<String> easel(List<String> arguments) {
    return command("server", "easel-server", "dev.easel.server.cli.Main", arguments);
  }

  private List<String> command(
      String module, String artifact, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath(root.resolve(module).resolve("target"), artifact));
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  private static String classPath(Path target, String artifact) {
    return Jars.only(target, artifact) + ":" + target.resolve("lib") + "/*";
  }
}
