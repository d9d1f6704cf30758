package dev.easel.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ChunkBuffersTest {
  private final ChunkBuffers buffers = new ChunkBuffers();

  @Test
  void givesNobodyWhatAnotherHas() {
    assertThat(different(Stream.generate(buffers::take).limit(40).toList())).hasSize(40);
  }

  @Test
  void usesWhatWasGivenBackAgain() {
    ByteBuffer first = buffers.take();
    buffers.giveBack(first);

    assertThat(buffers.take()).isSameAs(first);
  }

  @Test
  void keepsNoMoreThanAreUsedAtOneTime() {
    List<ByteBuffer> many = Stream.generate(buffers::take).limit(40).toList();
    many.forEach(buffers::giveBack);

    Set<ByteBuffer> kept = different(many);
    kept.retainAll(different(Stream.generate(buffers::take).limit(40).toList()));

    assertThat(kept).hasSize(16);
  }

  private static Set<ByteBuffer> different(List<ByteBuffer> those) {
    Set<ByteBuffer> different = Collections.newSetFromMap(new IdentityHashMap<>());
    different.addAll(those);
    return different;
  }
}
