package dev.easel.server.domain;

import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;

/**
 * What a caller asks for, whole and unchanged while the job lives.
 *
 * @param operation what is asked
 * @param prompt what to draw, or the change wanted
 * @param model the model, the server's default filled in
 * @param output the images wanted, as asked
 * @param input what an edit starts from
 * @param options how the job is run
 */
public record JobRequest(
    Operation operation,
    String prompt,
    String model,
    OutputSpec output,
    EditInput input,
    JobOptions options) {

  /** Text to image. */
  public static JobRequest generate(
      String prompt, String model, OutputSpec output, JobOptions options) {
    return new JobRequest(Operation.GENERATE, prompt, model, output, EditInput.none(), options);
  }

  /** The same, started from what is kept elsewhere. */
  public JobRequest with(EditInput newInput) {
    return new JobRequest(operation, prompt, model, output, newInput, options);
  }
}
