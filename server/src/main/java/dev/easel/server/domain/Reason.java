package dev.easel.server.domain;

/**
 * Why something was not done: the stable word for programs, the same on a refused call, a failed
 * job, an attempt and a slot.
 */
public enum Reason {
  /** A field breaks its rule. */
  REQUEST_INVALID,
  /** A field or value that this server does not know. */
  FIELD_NOT_UNDERSTOOD,
  /** An option that the model or provider does not take. */
  OPTION_NOT_SUPPORTED,
  /** The provider refused a parameter. */
  PROVIDER_REJECTED_REQUEST,
  /** A source image is unusable. */
  SOURCE_IMAGE_INVALID,
  /** A source's URL may not be fetched from here. */
  SOURCE_URI_FORBIDDEN,
  /** A source could not be fetched. */
  SOURCE_IMAGE_UNREACHABLE,
  /** Prompt or source blocked by policy. */
  CONTENT_BLOCKED_INPUT,
  /** The image was blocked by policy. */
  CONTENT_BLOCKED_OUTPUT,
  /** The caller's own key was refused. */
  PROVIDER_KEY_REJECTED,
  /** The caller's own key was gone before the request could be sent. */
  PROVIDER_KEY_LOST,
  /** The caller's own key may not use the model. */
  PROVIDER_MODEL_FORBIDDEN,
  /** The caller's own account has no money left. */
  PROVIDER_ACCOUNT_EXHAUSTED,
  /** The provider asks for fewer requests. */
  PROVIDER_RATE_LIMITED,
  /** The provider is out of order. */
  PROVIDER_UNAVAILABLE,
  /** The provider gave up. */
  PROVIDER_TIMEOUT,
  /** The provider took longer than allowed. */
  EXECUTION_TIMEOUT,
  /** The answer to a paid request was lost. */
  PROVIDER_OUTCOME_UNKNOWN,
  /** The provider's answer was not understood. */
  PROVIDER_RESPONSE_INVALID,
  /** The provider reported success and gave no image. */
  PROVIDER_EMPTY_RESULT,
  /** The image exists and could not be fetched. */
  RESULT_FETCH_FAILED,
  /** No such model. */
  MODEL_NOT_FOUND,
  /** No instance fits the request. */
  NO_ELIGIBLE_PROVIDER,
  /** A key of the caller's own is needed. */
  PROVIDER_KEY_MISSING,
  /** A key came over a connection that anybody can read. */
  INSECURE_TRANSPORT,
  /** The price is above the caller's ceiling, or unknown under one. */
  MAX_COST_EXCEEDED,
  /** The server is ending. */
  SERVER_DRAINING,
  /** The server has no room. */
  SERVER_OVERLOADED,
  /** Jobs cannot be kept, or images not be reached, now. */
  STORE_UNAVAILABLE,
  /** What the server's disk has left is kept for results. */
  STORAGE_EXHAUSTED,
  /** No such job for this caller. */
  JOB_NOT_FOUND,
  /** No such blob for this caller. */
  BLOB_NOT_FOUND,
  /** The job is not over. */
  JOB_NOT_TERMINAL,
  /** The idempotency key was used for another request. */
  REQUEST_ID_REUSED,
  /** A cursor beyond the job's history. */
  SEQUENCE_IN_FUTURE,
  /** The bytes of an upload are not those that its header told of. */
  BLOB_MISMATCH,
  /** The blob is a job's, and goes with it. */
  BLOB_BELONGS_TO_JOB,
  /** An upload that does not go on. */
  UPLOAD_STALLED,
  /** An offset beyond the blob's end. */
  BLOB_OFFSET_PAST_END,
  /** Stored bytes are damaged. */
  BLOB_CORRUPT,
  /** Cancelled by the caller. */
  CANCELLED_BY_CALLER,
  /** Too many watches. */
  WATCH_LIMIT,
  /** A watch open for longer than allowed. */
  WATCH_EXPIRED,
  /** A fault of the server. */
  INTERNAL_ERROR
}
