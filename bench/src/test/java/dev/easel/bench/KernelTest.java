package dev.easel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelTest {
  @TempDir private Path processes;

  @Test
  void readsMemory() throws IOException {
    write(
        "7/status", "Name:\tjava\nVmRSS:\t  120332 kB\nRssAnon:\t   95000 kB\nRssFile: 25332 kB\n");

    assertThat(new Kernel(processes).memory(7)).isEqualTo(new Kernel.Memory(120_332, 95_000));
  }

  @Test
  void readsProcessorTimeBehindANameWithBracketsAndSpaces() throws IOException {
    write("7/stat", "7 (a) (b c) S 1 7 7 0 -1 4194560 100 0 0 0 61 13 0 0 20 0 18 0 999\n");

    assertThat(new Kernel(processes).processorMillis(7)).isEqualTo(740);
  }

  @Test
  void countsTheMachinesWorkWithoutItsRest() throws IOException {
    write("stat", "cpu  100 20 3 9999 8888 4 5 0 0 0\ncpu0 1 1 1 1 1 1 1 0 0 0\n");

    assertThat(new Kernel(processes).machineMillis()).isEqualTo(1_320);
  }

  private void write(String name, String text) throws IOException {
    Path file = processes.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
