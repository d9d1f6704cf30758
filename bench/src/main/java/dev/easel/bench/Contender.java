package dev.easel.bench;

import java.util.List;

/**
 * A server to measure.
 *
 * @param name what tables call it
 * @param command starts it; {@code %DATA%} in an argument stands for an empty folder of its own
 * @param ready what the line of its output begins with that goes on with its HOST:PORT
 */
public record Contender(String name, List<String> command, String ready) {
  public Contender {
    command = List.copyOf(command);
  }

  List<String> commandWith(String dataFolder) {
    return command.stream().map(word -> word.replace("%DATA%", dataFolder)).toList();
  }
}
