package dev.easel.bench.images;

import dev.easel.bench.Child;
import java.io.IOException;

/**
 * What a process holds once its garbage is collected, in bytes.
 *
 * @param live what is reachable in its heap
 * @param resident all that is in memory, as the system counts it
 */
record Held(double live, double resident) {
  /** Has the process collect its garbage, and looks. */
  static Held by(Child process) throws IOException, InterruptedException {
    double live = LiveHeap.bytes(process.pid());
    return new Held(live, Memory.residentMib(process.pid()) * Bench.MIB);
  }

  Held less(Held before) {
    return new Held(live - before.live, resident - before.resident);
  }
}
