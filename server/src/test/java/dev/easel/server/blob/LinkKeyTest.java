package dev.easel.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that a server keeps for its links. */
final class LinkKeyTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("links.key");
  }

  private Secret keep(long seed) throws IOException {
    return new LinkKey(file()).keep(new Random(seed));
  }

  @Test
  void itIsMadeOnceAndKept() throws Exception {
    Secret key = keep(1);
    assertThat(key.reveal()).hasSize(43);
    assertThat(keep(2)).isEqualTo(key);
    Files.delete(file());
    assertThat(keep(3)).isNotEqualTo(key);
    assertThat(folder).isDirectoryContaining(file()::equals);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void nobodyElseReadsIt() throws Exception {
    keep(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    keep(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void whatACrashLeftOfMakingItIsReplaced() throws Exception {
    Files.writeString(folder.resolve("links.key.new"), "half");
    assertThat(keep(1).reveal()).hasSize(43);
  }

  @Test
  void aDamagedOneIsNamedAndNotReplaced() throws Exception {
    Files.writeString(file(), "short");
    assertThatThrownBy(() -> keep(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("delete it")
        .hasMessageNotContaining("short");
    assertThat(file()).hasContent("short");
  }
}
