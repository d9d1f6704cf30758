package dev.easel.server.cli.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.Status;
import java.util.Optional;

/** Finds a detail of a status by its type, wherever in the list it stands. */
final class Details {
  private Details() {}

  static <T extends Message> Optional<T> of(Status status, Class<T> type) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(type)) {
        try {
          return Optional.of(detail.unpack(type));
        } catch (InvalidProtocolBufferException e) {
          // A detail that cannot be read tells nothing; the code and message still do.
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
