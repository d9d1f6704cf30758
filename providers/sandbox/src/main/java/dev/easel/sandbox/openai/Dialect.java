package dev.easel.sandbox.openai;

import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How one seller speaks OpenAI's Images API. Safe for use by several threads. */
interface Dialect {

  /** Refuses a request whose key is missing or wrong. */
  void authenticate(Exchange exchange) throws Rejected;

  /** Whether an edit may come as JSON, or only as a form. */
  boolean editsByJson();

  /** The error for an edit of another type of content. */
  ApiError unsupported(String contentType);

  /** Puts a request into OpenAI's own words, or refuses what this seller does not take. */
  Translated translate(Exchange exchange, Operation operation, Parameters given) throws Rejected;

  /** Counts a task against the limits of the account, or refuses it because they are reached. */
  void admit(ImageTask task, Instant now) throws Rejected;

  /** The error that a prompt asks for, if it does. */
  Optional<Trouble> trouble(String prompt, String requestId);

  /** The headers of an answer with images to a request that came at {@code begun}. */
  Map<String, String> headers(Drawings drawings, Instant begun);

  /** What stands around the images of an answer. */
  ReplyFrame frame(Drawings drawings, Instant now);

  /** An error in this seller's words, with its headers. */
  Reply refusal(ApiError error, String requestId, Instant begun);
}
