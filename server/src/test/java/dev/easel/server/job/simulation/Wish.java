package dev.easel.server.job.simulation;

import dev.easel.server.Models;
import dev.easel.server.cost.Order;
import dev.easel.server.cost.Pricing;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Route;
import dev.easel.spi.Endpoint;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Quality;
import dev.easel.spi.Secret;
import dev.easel.spi.SizeChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants.
 *
 * @param number which wish of a world
 * @param requestId the request's name
 * @param images how many
 * @param sellers who may serve it, in order
 * @param payer who pays
 */
record Wish(
    int number, Optional<String> requestId, int images, List<String> sellers, Payer payer) {
  /** By which a request is known that has no name. */
  static final String LABEL = "wish";

  /** Something. */
  static Wish some(SplittableRandom random, int number) {
    return new Wish(
        number,
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of("request-" + number),
        1 + random.nextInt(2),
        sellers(random.nextInt(4)),
        random.nextInt(6) == 0 ? Payer.CALLER : Payer.SERVICE);
  }

  private static List<String> sellers(int choice) {
    return switch (choice) {
      case 0 -> List.of(World.QUEUE, World.SYNCHRONOUS);
      case 1 -> List.of(World.SYNCHRONOUS, World.QUEUE);
      case 2 -> List.of(World.QUEUE);
      default -> List.of(World.SYNCHRONOUS);
    };
  }

  /** A key of the caller's own, which is in the memory of one process and nowhere else. */
  @Nullable Secret key() {
    return payer == Payer.CALLER ? Secret.of("own-key") : null;
  }

  JobRequest request() {
    JobOptions unset = JobOptions.unset();
    JobOptions options =
        new JobOptions(
            requestId,
            unset.providers(),
            unset.executionTimeout(),
            unset.maxCost(),
            unset.delivery(),
            unset.priority(),
            unset.previewCount(),
            unset.endUser(),
            Map.of(LABEL, Integer.toString(number)));
    return JobRequest.generate("a fox", Models.MODEL, output(), options);
  }

  List<Route> routes() {
    Endpoint endpoint = Models.endpoint();
    OutputSpec output = output().orElse(endpoint.capabilities().defaults());
    return sellers.stream()
        .map(seller ->
            new Route(
                seller,
                endpoint.name(),
                output,
                Optional.empty(),
                payer,
                new Pricing().quote(endpoint, "test", payer, Order.generate("a fox", output))))
        .toList();
  }

  private OutputSpec output() {
    return new OutputSpec(
        images,
        Optional.of(new SizeChoice.Exact(Models.SQUARE)),
        Optional.of(Quality.MEDIUM),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
