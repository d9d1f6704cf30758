package dev.easel.testkit;

import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.LogLine;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Keeps what a provider tells, in memory. Safe for threads. */
public final class RecordingSink implements ResultSink {
  private final List<SinkEvent> events = new ArrayList<>();
  private final Map<Integer, byte[]> images = new TreeMap<>();
  private final Map<Integer, ImageFacts> facts = new TreeMap<>();
  private final Consumer<SinkEvent> listener;

  /** Only records. */
  public RecordingSink() {
    this(_ -> {});
  }

  /** Records, and then calls the listener on the provider's own thread. */
  public RecordingSink(Consumer<SinkEvent> listener) {
    this.listener = listener;
  }

  @Override
  public void accepted(Handle handle) {
    record(new SinkEvent.Accepted(handle));
  }

  @Override
  public void queued(int place) {
    record(new SinkEvent.Queued(place));
  }

  @Override
  public void started() {
    record(new SinkEvent.Started());
  }

  @Override
  public void finished() {
    record(new SinkEvent.Finished());
  }

  @Override
  public void log(LogLine line) {
    record(new SinkEvent.Logged(line));
  }

  @Override
  public synchronized boolean has(int slot) {
    return images.containsKey(slot);
  }

  @Override
  public ImageWriter image(int slot, ImageFacts facts) {
    record(new SinkEvent.Opened(slot));
    return new MemoryImageWriter(facts, (bytes, told) -> keep(slot, bytes, told));
  }

  @Override
  public ImageWriter preview(int slot, int ordinal, ImageFacts facts) {
    return new MemoryImageWriter(facts, (_, _) -> record(new SinkEvent.Previewed(slot, ordinal)));
  }

  @Override
  public void refused(int slot, ProviderFailure why) {
    record(new SinkEvent.Refused(slot, why));
  }

  /** What was told, in order. */
  public synchronized List<SinkEvent> events() {
    return List.copyOf(events);
  }

  /** The events of one type, in order. */
  public <T extends SinkEvent> List<T> events(Class<T> type) {
    return events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The latest handle. */
  public Optional<Handle> handle() {
    return events(SinkEvent.Accepted.class).stream()
        .reduce((_, later) -> later)
        .map(SinkEvent.Accepted::handle);
  }

  /** The committed images by slot. */
  public synchronized Map<Integer, byte[]> images() {
    return Map.copyOf(images);
  }

  /** What was told of a committed image. */
  public synchronized ImageFacts facts(int slot) {
    return Objects.requireNonNull(facts.get(slot), "no image in slot " + slot);
  }

  private void keep(int slot, byte[] bytes, ImageFacts told) {
    synchronized (this) {
      images.put(slot, bytes);
      facts.put(slot, told);
    }
    record(new SinkEvent.Committed(slot));
  }

  private void record(SinkEvent event) {
    synchronized (this) {
      events.add(event);
    }
    listener.accept(event);
  }
}
