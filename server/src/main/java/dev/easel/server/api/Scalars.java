package dev.easel.server.api;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import dev.easel.v1.Money;
import dev.easel.v1.OutputSpec;
import java.time.Instant;

/** Times, amounts and sizes for the wire. */
final class Scalars {
  private static final long NANOS_PER_UNIT = 1_000_000_000;

  private Scalars() {}

  static Timestamp wire(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  static Duration wire(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  static Money wire(Usd amount) {
    return Money.newBuilder()
        .setCurrencyCode("USD")
        .setUnits(amount.nanos() / NANOS_PER_UNIT)
        .setNanos((int) (amount.nanos() % NANOS_PER_UNIT))
        .build();
  }

  static dev.easel.v1.Size wire(Size size) {
    return dev.easel.v1.Size.newBuilder().setWidth(size.width()).setHeight(size.height()).build();
  }

  static OutputSpec wire(dev.easel.spi.OutputSpec output) {
    OutputSpec.Builder wire = OutputSpec.newBuilder().setCount(output.count());
    output
        .size()
        .ifPresent(choice -> {
          switch (choice) {
            case SizeChoice.Auto() -> wire.setAutoSize(true);
            case SizeChoice.Exact(Size size) -> wire.setSize(wire(size));
          }
        });
    output.quality().map(Words::wire).ifPresent(wire::setQuality);
    output.background().map(Words::wire).ifPresent(wire::setBackground);
    output.format().map(Words::wire).ifPresent(wire::setFormat);
    output.compression().ifPresent(wire::setCompression);
    output.moderation().map(Words::wire).ifPresent(wire::setModeration);
    return wire.build();
  }
}
