package dev.easel.server.cli.client;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Why a call failed.
 *
 * @param code the canonical code
 * @param reason the server's word for it, or the code's name when it gave none
 * @param message one sentence
 * @param violations every field at fault
 * @param reached whether the request can have reached a server
 */
public record CallProblem(
    Code code, String reason, String message, List<Violation> violations, boolean reached) {
  /** Copies. */
  public CallProblem {
    violations = List.copyOf(violations);
  }

  /** Reads a failed call's status and its details. */
  public static CallProblem of(StatusException e) {
    Status status = StatusProto.fromStatusAndTrailers(e.getStatus(), e.getTrailers());
    Code code = e.getStatus().getCode();
    String reason =
        Details.of(status, ErrorInfo.class).map(ErrorInfo::getReason).orElse(code.name());
    Optional<Throwable> unsent = unsent(e);
    String message = unsent.map(Throwable::getMessage).orElse(status.getMessage());
    return new CallProblem(code, reason, message, violations(status), unsent.isEmpty());
  }

  private static List<Violation> violations(Status status) {
    return Details.of(status, BadRequest.class)
        .map(BadRequest::getFieldViolationsList)
        .orElse(List.of())
        .stream()
        .map(violation -> new Violation(violation.getField(), violation.getDescription()))
        .toList();
  }

  /** Why no connection came about, so that no server can have seen the request. */
  private static Optional<Throwable> unsent(StatusException e) {
    for (Throwable cause = e.getStatus().getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }

  /**
   * One field at fault.
   *
   * @param field its path in the request, such as "output.size"
   * @param description what is wrong with it
   */
  public record Violation(String field, String description) {}
}
