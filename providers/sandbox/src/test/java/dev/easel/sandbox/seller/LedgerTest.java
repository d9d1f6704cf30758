package dev.easel.sandbox.seller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger();

  @Test
  void submitCountsFromItsArrival() {
    Ledger.Entry entry = ledger.arrived("app", "1");

    assertThat(ledger.count()).isEqualTo(1);
    assertThat(ledger.submits())
        .containsExactly(new Ledger.Submit("app", "1", null, Ledger.Outcome.ARRIVED));

    entry.asked("a fox");
    entry.settled(Ledger.Outcome.ACCEPTED);

    assertThat(ledger.count()).isEqualTo(1);
    assertThat(ledger.submits())
        .containsExactly(new Ledger.Submit("app", "1", "a fox", Ledger.Outcome.ACCEPTED));
  }

  @Test
  void oldSubmitsAreCountedButNoLongerListed() {
    for (int i = 0; i < 10_001; i++) {
      assertThat(ledger.arrived("app", Integer.toString(i))).isNotNull();
    }

    assertThat(ledger.count()).isEqualTo(10_001);
    assertThat(ledger.submits()).hasSize(10_000);
    assertThat(ledger.submits().getFirst().requestId()).isEqualTo("1");
  }
}
