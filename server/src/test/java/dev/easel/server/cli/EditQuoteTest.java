package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.v1.EditRequest;
import dev.easel.v1.InputFidelity;
import dev.easel.v1.Quote;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.QuoteResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the quote command makes of images. */
final class EditQuoteTest {
  @TempDir private Path folder = Path.of("");
  private final ScriptedServer server;

  EditQuoteTest() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void anImageMakesTheQuoteOneOfAnEdit() throws Exception {
    Files.write(folder.resolve("small.png"), new byte[10]);
    Files.write(folder.resolve("large.png"), new byte[(1 << 20) + 1]);
    server.blobs().uploads.then(Script.of(Sample.uploaded("LARGE")));
    server.images().quotes.then(Script.of(served()));

    assertThat(
            run(
                "quote",
                "-i=small.png",
                "-i=large.png",
                "--input-fidelity=low",
                "in snow",
                "--json"))
        .isZero();

    QuoteRequest asked = server.images().quotes.requests().getFirst();
    EditRequest edit = asked.getEdit();
    assertThat(edit.getPrompt()).isEqualTo("in snow");
    assertThat(edit.getImages(0).getInlineBytes().size()).isEqualTo(10);
    assertThat(edit.getImages(1).getBlobId()).isEqualTo("LARGE");
    assertThat(edit.getInputFidelity()).isEqualTo(InputFidelity.INPUT_FIDELITY_LOW);
  }

  @Test
  void withoutAnImageItIsOneOfAGeneration() {
    server.images().quotes.then(Script.of(served()));

    assertThat(run("quote", "fox")).isZero();

    assertThat(server.images().quotes.requests().getFirst().hasGenerate()).isTrue();
  }

  @Test
  void aMaskOfNothingAndAFileThatIsNotThereAreToldAtOnce() {
    assertThat(run("quote", "--mask=blob:B", "fox")).isEqualTo(2);
    assertThat(run("quote", "-i=none.png", "fox")).isEqualTo(1);
    assertThat(server.images().quotes.requests()).isEmpty();
  }

  private int run(String... arguments) {
    return Shell.at(folder, server).run(arguments);
  }

  private static QuoteResponse served() {
    return QuoteResponse.newBuilder().addQuotes(Quote.newBuilder().setProvider("fal")).build();
  }
}
