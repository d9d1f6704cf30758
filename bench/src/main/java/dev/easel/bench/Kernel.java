package dev.easel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux tells about processes. */
public final class Kernel {
  // Linux reports processor time to programs in hundredths of a second, whatever it ticks in.
  private static final long MILLIS_PER_TICK = 10;

  private final Path processes;

  Kernel(Path processes) {
    this.processes = processes;
  }

  /** Of this machine. */
  public static Kernel running() {
    return new Kernel(Path.of("/proc"));
  }

  /**
   * The memory of a process.
   *
   * @param residentKib all that is in memory
   * @param anonymousKib the part that is no file's
   */
  public record Memory(long residentKib, long anonymousKib) {}

  /** The memory of a process now. */
  public Memory memory(long pid) throws IOException {
    List<String> lines = Files.readAllLines(processes.resolve(pid + "/status"));
    return new Memory(kib(lines, "VmRSS:"), kib(lines, "RssAnon:"));
  }

  /** The processor time a process has used, on all processors together. */
  long processorMillis(long pid) throws IOException {
    String line = Files.readString(processes.resolve(pid + "/stat"));
    // The name, which may hold anything, ends at the last bracket; the state follows.
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
  }

  /** The processor time the whole machine has used. */
  long machineMillis() throws IOException {
    String[] fields = Files.readAllLines(processes.resolve("stat")).getFirst().split(" +", -1);
    long ticks = 0;
    // user, nice, system, then idle and iowait, then irq and softirq
    for (int field : List.of(1, 2, 3, 6, 7)) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks * MILLIS_PER_TICK;
  }

  private static long kib(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }
}
