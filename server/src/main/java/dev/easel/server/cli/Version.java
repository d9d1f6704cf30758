package dev.easel.server.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which Easel this is, as its jar says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Optional<String> version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
    return new String[] {
      "easel " + version.orElse("unreleased") + " (Java " + Runtime.version() + ")"
    };
  }
}
