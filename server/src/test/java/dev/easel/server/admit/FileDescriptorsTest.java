package dev.easel.server.admit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many connections a limit of open files leaves. */
final class FileDescriptorsTest {
  @Test
  void halfOfWhatIsLeftIsForConnections() {
    FileDescriptors files = new FileDescriptors(256, 100);
    assertThat(files.forGrpc().most()).isEqualTo(35);
    assertThat(files.forHttp().most()).isEqualTo(11);
    assertThat(files.forReads()).isEqualTo(18);
    assertThat(files.forLinks()).isEqualTo(5);
  }

  @Test
  void someAreTakenHoweverLittleIsLeft() {
    FileDescriptors files = new FileDescriptors(64, 100);
    assertThat(files.forGrpc().most()).isEqualTo(6);
    assertThat(files.forHttp().most()).isEqualTo(2);
    assertThat(files.forReads()).isEqualTo(3);
    assertThat(files.forLinks()).isEqualTo(1);
  }

  @Test
  void withoutALimitThereIsNone() {
    FileDescriptors files = new FileDescriptors(Long.MAX_VALUE, 0);
    assertThat(files.forGrpc().most()).isGreaterThan(1_000_000_000);
  }

  @Test
  void theSystemTellsOfThisProcess() {
    FileDescriptors now = FileDescriptors.now();
    assertThat(now.used()).isBetween(3L, now.limit());
  }

  @Test
  void whatIsClosedMakesRoom() {
    Connections connections = new Connections(2);
    assertThat(connections.tryOpen()).isTrue();
    assertThat(connections.tryOpen()).isTrue();
    assertThat(connections.tryOpen()).isFalse();
    connections.close();
    assertThat(connections.tryOpen()).isTrue();
    assertThat(connections.tryOpen()).isFalse();
  }
}
