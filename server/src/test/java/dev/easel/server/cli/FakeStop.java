package dev.easel.server.cli;

/** A wish to stop that is there from the start, or never. */
record FakeStop(boolean asked) implements Stop {
  @Override
  public void await() throws InterruptedException {
    if (!asked) {
      throw new InterruptedException("nobody asks to stop in this test");
    }
  }

  @Override
  public Interruptible interruptMe() {
    if (asked) {
      Thread.currentThread().interrupt();
    }
    return Thread::interrupted;
  }
}
