package dev.easel.server;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;

/** How a call was refused, as its caller can read it. */
public record Refusal(StatusRuntimeException exception) {
  /** The refusal of a call that must not be served. */
  public static Refusal of(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return new Refusal(e);
    }
    throw new AssertionError("the call was served");
  }

  public Status.Code code() {
    return exception.getStatus().getCode();
  }

  /** The machine-readable reason. */
  public String reason() {
    return detail(ErrorInfo.class).getReason();
  }

  /** The fields at fault, in the order told. */
  public List<String> fields() {
    return detail(BadRequest.class).getFieldViolationsList().stream()
        .map(BadRequest.FieldViolation::getField)
        .toList();
  }

  /** A detail that has to be there. */
  public <T extends Message> T detail(Class<T> type) {
    try {
      for (Any any : status().getDetailsList()) {
        if (any.is(type)) {
          return any.unpack(type);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("an unreadable detail in " + status(), e);
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + status());
  }

  /** All that was told. */
  public com.google.rpc.Status status() {
    com.google.rpc.Status status = StatusProto.fromThrowable(exception);
    if (status == null) {
      throw new AssertionError("no status in " + exception);
    }
    return status;
  }
}
