package dev.easel.server.cli;

import dev.easel.server.Easel;
import picocli.CommandLine.IVersionProvider;

/** Which Easel this is. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"easel " + Easel.version() + " (Java " + Runtime.version() + ")"};
  }
}
