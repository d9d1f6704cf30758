package dev.easel.server.api;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Violation;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Refuses requests with a field or an enum value that this server does not know: an older server
 * must not drop a newer client's mask and charge for it.
 */
final class UnderstoodInterceptor implements ServerInterceptor {
  private static final String CONTRACT = "easel.";

  /** More than a status has room for; a message can hold millions. */
  private static final int MOST_TOLD = 64;

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    ServerCall.Listener<Q> listener = next.startCall(call, headers);
    String service = String.valueOf(call.getMethodDescriptor().getServiceName());
    if (!service.startsWith(CONTRACT)) {
      return listener;
    }
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onMessage(Q message) {
        if (message instanceof Message request) {
          check(request);
        }
        super.onMessage(message);
      }
    };
  }

  static void check(Message request) {
    List<Violation> violations = new ArrayList<>();
    collect(request, "", violations);
    if (!violations.isEmpty()) {
      throw Rejection.of(violations, Map.of());
    }
  }

  private static void collect(Message message, String path, List<Violation> violations) {
    for (int number : message.getUnknownFields().asMap().keySet()) {
      add(violations, path + "field " + number, "no such field");
    }
    message.getAllFields().forEach((field, value) -> collect(field, value, path, violations));
  }

  private static void collect(
      FieldDescriptor field, Object value, String path, List<Violation> violations) {
    String name = path + field.getName();
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size() && violations.size() < MOST_TOLD; i++) {
        collectOne(list.get(i), name + "[" + i + "]", violations);
      }
    } else {
      collectOne(value, name, violations);
    }
  }

  private static void collectOne(Object value, String name, List<Violation> violations) {
    switch (value) {
      case Message message -> collect(message, name + ".", violations);
      // A number without a name has a descriptor that belongs to no enum.
      case EnumValueDescriptor one when one.getIndex() < 0 ->
          add(violations, name, "no such value: " + one.getNumber());
      default -> {}
    }
  }

  private static void add(List<Violation> violations, String field, String message) {
    if (violations.size() < MOST_TOLD) {
      violations.add(
          new Violation(
              field,
              Reason.FIELD_NOT_UNDERSTOOD,
              message + "; this server may be older than the caller"));
    }
  }
}
