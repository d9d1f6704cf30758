package dev.easel.server.api;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Violation;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** The one mapping from what went wrong to a gRPC status. */
final class Statuses {
  private static final String DOMAIN = "easel.dev";
  private static final int MOST_BYTES = 2_500;
  private static final int LONGEST_MESSAGE = 300;
  private static final int LONGEST_FIELD = 80;
  private static final int LONGEST_DESCRIPTION = 200;

  private Statuses() {}

  /** The status of a call that is not served. */
  static StatusRuntimeException of(Rejection rejection) {
    Status.Builder status = status(rejection.reason(), rejection.explanation());
    ErrorInfo.Builder info =
        ErrorInfo.newBuilder()
            .setReason(rejection.reason().name())
            .setDomain(DOMAIN)
            .putAllMetadata(rejection.metadata())
            .putMetadata("retryable", Boolean.toString(rejection.retryDelay().isPresent()));
    status.addDetails(Any.pack(info.build()));
    if (!rejection.violations().isEmpty()) {
      status.addDetails(Any.pack(badRequest(rejection)));
    }
    rejection
        .retryDelay()
        .ifPresent(delay ->
            status.addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(wire(delay)).build())));
    return StatusProto.toStatusRuntimeException(status.build());
  }

  /** The status of a call that met a fault of ours; what it was stands in the log only. */
  static StatusRuntimeException internal(String incident) {
    Status.Builder status =
        status(
            Reason.INTERNAL_ERROR, "a fault of the server; its log knows more under " + incident);
    status.addDetails(
        Any.pack(
            ErrorInfo.newBuilder()
                .setReason(Reason.INTERNAL_ERROR.name())
                .setDomain(DOMAIN)
                .putMetadata("retryable", "false")
                .build()));
    status.addDetails(Any.pack(RequestInfo.newBuilder().setRequestId(incident).build()));
    return StatusProto.toStatusRuntimeException(status.build());
  }

  /** What a caller should do about a reason. */
  static Code code(Reason reason) {
    return switch (reason) {
      case REQUEST_INVALID,
          FIELD_NOT_UNDERSTOOD,
          OPTION_NOT_SUPPORTED,
          PROVIDER_REJECTED_REQUEST,
          SOURCE_IMAGE_INVALID,
          BLOB_MISMATCH,
          CONTENT_BLOCKED_INPUT ->
          Code.INVALID_ARGUMENT;
      case CONTENT_BLOCKED_OUTPUT,
          PROVIDER_ACCOUNT_EXHAUSTED,
          NO_ELIGIBLE_PROVIDER,
          MAX_COST_EXCEEDED,
          JOB_NOT_TERMINAL,
          BLOB_BELONGS_TO_JOB,
          INSECURE_TRANSPORT ->
          Code.FAILED_PRECONDITION;
      case PROVIDER_KEY_REJECTED, PROVIDER_KEY_MISSING -> Code.UNAUTHENTICATED;
      case PROVIDER_MODEL_FORBIDDEN, SOURCE_URI_FORBIDDEN -> Code.PERMISSION_DENIED;
      case PROVIDER_RATE_LIMITED, WATCH_LIMIT, STORAGE_EXHAUSTED -> Code.RESOURCE_EXHAUSTED;
      case PROVIDER_UNAVAILABLE,
          PROVIDER_TIMEOUT,
          RESULT_FETCH_FAILED,
          SOURCE_IMAGE_UNREACHABLE,
          SERVER_DRAINING,
          SERVER_OVERLOADED,
          STORE_UNAVAILABLE,
          WATCH_EXPIRED ->
          Code.UNAVAILABLE;
      case EXECUTION_TIMEOUT, UPLOAD_STALLED -> Code.DEADLINE_EXCEEDED;
      case PROVIDER_OUTCOME_UNKNOWN -> Code.UNKNOWN;
      case PROVIDER_RESPONSE_INVALID, PROVIDER_EMPTY_RESULT, INTERNAL_ERROR -> Code.INTERNAL;
      case MODEL_NOT_FOUND, JOB_NOT_FOUND, BLOB_NOT_FOUND -> Code.NOT_FOUND;
      case REQUEST_ID_REUSED -> Code.ALREADY_EXISTS;
      case SEQUENCE_IN_FUTURE, BLOB_OFFSET_PAST_END -> Code.OUT_OF_RANGE;
      case BLOB_CORRUPT -> Code.DATA_LOSS;
      case CANCELLED_BY_CALLER -> Code.CANCELLED;
      case PROVIDER_KEY_LOST -> Code.ABORTED;
    };
  }

  private static Status.Builder status(Reason reason, String message) {
    return Status.newBuilder()
        .setCode(code(reason).value())
        .setMessage(cut(message, LONGEST_MESSAGE));
  }

  /**
   * Details travel in a trailer of 8 KiB: enough of them to mend a request, never all of a book.
   */
  private static BadRequest badRequest(Rejection rejection) {
    BadRequest.Builder badRequest = BadRequest.newBuilder();
    for (Violation violation : rejection.violations()) {
      BadRequest.FieldViolation wire =
          BadRequest.FieldViolation.newBuilder()
              .setField(cut(violation.field(), LONGEST_FIELD))
              .setDescription(cut(violation.message(), LONGEST_DESCRIPTION))
              .setReason(violation.reason().name())
              .build();
      if (badRequest.build().getSerializedSize() + wire.getSerializedSize() > MOST_BYTES) {
        break;
      }
      badRequest.addFieldViolations(wire);
    }
    return badRequest.build();
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return text.substring(0, end) + "…";
  }

  private static Duration wire(java.time.Duration delay) {
    return Duration.newBuilder().setSeconds(delay.getSeconds()).setNanos(delay.getNano()).build();
  }
}
