package dev.easel.server.store.json;

import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Source;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Size;
import java.net.URI;
import java.util.Map;

/** What an edit starts from. */
final class InputJson {
  private InputJson() {}

  static void write(EditInput input, Draft draft) {
    draft
        .list("images", input.images(), InputJson::writeSource)
        .value("mask", input.mask(), InputJson::writeSource)
        .word("input_fidelity", input.inputFidelity());
  }

  static EditInput read(Value value) {
    return value.object(input ->
        new EditInput(
            input.list("images", InputJson::readSource),
            input.find("mask", InputJson::readSource),
            input.find("input_fidelity", fidelity -> fidelity.word(InputFidelity.class))));
  }

  private static void writeSource(Source source, Draft draft) {
    switch (source) {
      case Source.Stored stored -> draft.value("stored", stored, InputJson::writeStored);
      case Source.Linked(URI url) -> draft.value("linked", url, InputJson::writeLinked);
      case Source.Carried _ ->
          throw new IllegalArgumentException("a job's sources are stored before the job is");
    }
  }

  private static Source readSource(Value value) {
    return value.kind(Map.of("stored", InputJson::readStored, "linked", InputJson::readLinked));
  }

  private static void writeStored(Source.Stored stored, Draft draft) {
    draft
        .text("blob", stored.blob().value())
        .text("named", stored.named().value())
        .text("sha256", stored.sha256())
        .text("size", stored.pixels().toString());
  }

  private static Source.Stored readStored(Value value) {
    return value.object(stored ->
        new Source.Stored(
            stored.get("blob").parsed(BlobId::new),
            stored.get("named").parsed(BlobId::new),
            stored.get("sha256").text(),
            stored.get("size").parsed(Size::parse)));
  }

  private static void writeLinked(URI url, Draft draft) {
    draft.text("url", url.toString());
  }

  private static Source.Linked readLinked(Value value) {
    return value.object(linked -> new Source.Linked(linked.get("url").parsed(URI::create)));
  }
}
