package dev.easel.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.job.StoreUnavailableException;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What errors of PostgreSQL mean. */
final class PostgresFaultTest {
  private static RuntimeException told(String state) {
    SQLException thrown = new SQLException("as it says", state);
    return PostgresFault.of(thrown).told(thrown);
  }

  private static void assertLacks(Lack lack, String state) {
    assertThat(told(state))
        .isInstanceOfSatisfying(
            StoreUnavailableException.class,
            unavailable -> assertThat(unavailable.lack()).isEqualTo(lack));
  }

  @ParameterizedTest
  @ValueSource(strings = "53100")
  void aFullDiskLacksSpace(String state) {
    assertLacks(Lack.SPACE, state);
  }

  /**
   * Connection lost, refused and never made; password changed; database gone; serialization and
   * deadlock; too many connections; no memory; read-only; rights taken; tables gone; shut down,
   * crashed, starting; canceled; lock not had; disk failed.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "08006", "08001", "08003", "28P01", "3D000", "40001", "40P01", "53300", "53200", "25006",
        "42501", "42P01", "57P01", "57P02", "57P03", "57014", "55P03", "58030"
      })
  void whatMayPassIsTriedAgain(String state) {
    assertLacks(Lack.CONNECTION, state);
  }

  /** Syntax, a character that no text can have, a broken rule. */
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"42601", "22021", "23505", ""})
  void whatIsWrongIsNotTriedAgain(String state) {
    assertThat(told(state)).isInstanceOf(IllegalStateException.class);
  }
}
