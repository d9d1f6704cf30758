package dev.easel.sandbox.seller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.picture.Description;
import dev.easel.sandbox.picture.Encoding;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudioTest {

  @Test
  void fileOnTheShelfIsNotDrawnAgain() throws InterruptedException {
    try (Studio studio = new Studio(1024 * 1024)) {
      assertThat(studio.file(work("a"))).isSameAs(studio.file(work("a")));
    }
  }

  @Test
  void fileThatWasLetGoIsDrawnAgainTheSame() throws InterruptedException {
    try (Studio studio = new Studio(0)) {
      byte[] first = studio.file(work("a"));
      byte[] second = studio.file(work("b"));
      byte[] third = studio.file(work("c"));

      byte[] again = studio.file(work("a"));

      assertThat(second).isNotEqualTo(third);
      assertThat(again).isEqualTo(first).isNotSameAs(first);
    }
  }

  @Test
  void fileDrawnAheadIsTheOneHandedOut() throws InterruptedException {
    try (Studio studio = new Studio(1024 * 1024)) {
      studio.ahead(work("a"));
      byte[] file = studio.file(work("a"));
      studio.ahead(work("a"));

      assertThat(studio.file(work("a"))).isSameAs(file);
    }
  }

  private static Studio.Work work(String prompt) {
    return new Studio.Work(new Description(prompt, 0, List.of(), 64, 64, false), Encoding.PNG);
  }
}
