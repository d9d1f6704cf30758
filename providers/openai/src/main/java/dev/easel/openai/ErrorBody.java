package dev.easel.openai;

import dev.easel.http.json.Json;
import java.util.Optional;

/**
 * What a seller's own error says, however little of OpenAI's form it keeps to.
 *
 * @param message the sentence for people, as it came
 * @param type the family of the error
 * @param code what programs go by
 * @param param the seller's name of the parameter at fault
 * @param moderationStage where the safety checks stopped it: input, output or unknown
 */
record ErrorBody(
    Optional<String> message,
    Optional<String> type,
    Optional<String> code,
    Optional<String> param,
    Optional<String> moderationStage) {

  /** The error in an answer; empty if the seller did not write one. */
  static Optional<ErrorBody> in(Json answer) {
    return answer.find("error").flatMap(error -> of(error, answer));
  }

  /** The error in an answer, if it has OpenAI's form: an object with a sentence for people. */
  static Optional<ErrorBody> formal(Json answer) {
    return answer
        .find("error")
        .filter(error -> error.text("message").filter(text -> !text.isBlank()).isPresent())
        .map(ErrorBody::whole);
  }

  /** The error that is a whole object itself, as some events have it. */
  static ErrorBody whole(Json error) {
    return new ErrorBody(
        error.text("message"),
        error.text("type"),
        code(error),
        error.text("param"),
        error.find("moderation_details").flatMap(details -> details.text("moderation_stage")));
  }

  private static Optional<ErrorBody> of(Json error, Json answer) {
    return switch (error) {
      case Json.ObjectValue object -> Optional.of(whole(object));
      case Json.TextValue(String sentence) ->
          Optional.of(
              new ErrorBody(
                  Optional.of(sentence),
                  answer.text("type"),
                  code(answer),
                  Optional.empty(),
                  Optional.empty()));
      case Json.ArrayValue _, Json.NumberValue _, Json.BooleanValue _, Json.NullValue _ ->
          Optional.empty();
    };
  }

  /** Azure hides what its filter says one level deeper, under either of two names. */
  private static Optional<String> code(Json error) {
    return error
        .find("inner_error")
        .or(() -> error.find("innererror"))
        .flatMap(inner -> inner.text("code"))
        .filter(code -> ErrorCodes.find(code).isPresent())
        .or(() -> error.text("code"))
        .or(() -> error.number("code").map(Object::toString));
  }
}
