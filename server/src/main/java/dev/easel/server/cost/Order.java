package dev.easel.server.cost;

import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.Source;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Size;
import java.util.List;
import java.util.Optional;

/**
 * What is to be priced: all of a request that a seller may charge for.
 *
 * @param prompt what to draw
 * @param output the images wanted, the offering's defaults filled in
 * @param sources the size of each image given, where it is known before the seller sees it
 * @param mask whether there is a mask; it has the size of the first source
 * @param inputFidelity effort on the sources' details, where the offering has the option
 * @param previewCount unfinished images wanted for each image
 */
public record Order(
    String prompt,
    OutputSpec output,
    List<Optional<Size>> sources,
    boolean mask,
    Optional<InputFidelity> inputFidelity,
    int previewCount) {
  public Order {
    sources = List.copyOf(sources);
  }

  /** Text to image. */
  public static Order generate(String prompt, OutputSpec output) {
    return new Order(prompt, output, List.of(), false, Optional.empty(), 0);
  }

  /** What a request comes to at one offering. */
  public static Order of(
      JobRequest request, OutputSpec output, Optional<InputFidelity> inputFidelity) {
    EditInput input = request.input();
    return new Order(
        request.prompt(),
        output,
        input.images().stream().map(Source::size).toList(),
        input.mask().isPresent(),
        inputFidelity,
        request.options().previewCount());
  }

  /** The same, from images of these sizes. */
  Order withSources(List<Optional<Size>> newSources) {
    return new Order(prompt, output, newSources, mask, inputFidelity, previewCount);
  }

  /** What a request comes to on a route. */
  static Order of(JobRequest request, Route route) {
    return of(request, route.output(), route.inputFidelity());
  }
}
