package dev.easel.http.catalog;

import dev.easel.spi.CallerKey;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Model;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the models of one document. */
final class ModelReader {
  private static final Vocabulary<Operation> OPERATIONS = Vocabulary.of(Operation.class);

  private final Set<String> ids = new HashSet<>();

  Optional<Offering> read(Value value) {
    return value
        .object(
            "id",
            "display_name",
            "retire_date",
            "replacement",
            "cancel_running",
            "survives_restart",
            "caller_key",
            "endpoints")
        .flatMap(this::offering);
  }

  private Optional<Offering> offering(Members members) {
    Optional<Model> model = model(members);
    Map<Operation, Endpoint> endpoints =
        members.required("endpoints", value -> Optional.of(endpoints(value))).orElse(Map.of());
    Optional<CallerKey> callerKey = members.optional("caller_key", ModelReader::callerKey);
    boolean cancelRunning = members.optional("cancel_running", Value::flag).orElse(false);
    boolean survivesRestart = members.optional("survives_restart", Value::flag).orElse(false);
    return model.map(
        known -> new Offering(known, endpoints, callerKey, cancelRunning, survivesRestart));
  }

  private Optional<Model> model(Members members) {
    Optional<String> id = members.required("id", this::freshId);
    Optional<String> displayName = members.required("display_name", Value::text);
    var retireDate = members.optional("retire_date", Value::date);
    Optional<String> replacement = members.optional("replacement", Value::text);
    return id.flatMap(
        known -> displayName.map(name -> new Model(known, name, retireDate, replacement)));
  }

  private Optional<String> freshId(Value value) {
    return value
        .text()
        .flatMap(id -> ids.add(id) ? Optional.of(id) : value.wrong("another model has this id"));
  }

  private static Optional<CallerKey> callerKey(Value value) {
    return value
        .object("metadata", "required")
        .flatMap(members ->
            members
                .required("metadata", Value::text)
                .flatMap(metadata ->
                    members
                        .required("required", Value::flag)
                        .map(required -> new CallerKey(metadata, required))));
  }

  private static Map<Operation, Endpoint> endpoints(Value value) {
    Map<Operation, Endpoint> endpoints = new EnumMap<>(Operation.class);
    value
        .entries()
        .forEach((key, entry) -> {
          Optional<Operation> operation = OPERATIONS.find(key);
          Optional<Endpoint> endpoint = EndpointReader.read(entry);
          if (operation.isEmpty()) {
            entry.wrong("is no operation; known here: generate, edit");
          }
          operation.ifPresent(
              known -> endpoint.ifPresent(described -> endpoints.put(known, described)));
        });
    if (endpoints.isEmpty()) {
      value.wrong("needs at least one operation: generate, edit");
    }
    return endpoints;
  }
}
