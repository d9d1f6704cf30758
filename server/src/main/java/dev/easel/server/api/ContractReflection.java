package dev.easel.server.api;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.rpc.ErrorDetailsProto;
import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What reflection tells of the contract. Generated code carries descriptors without JSON names, so
 * that tools would print {@code blob_id} where every other JSON of protobuf says {@code blobId};
 * and it knows nothing of the error details that a status carries. Here are both.
 */
final class ContractReflection {
  private static final String ROOT = "easel/server/reflection.proto";

  private final Map<String, FileDescriptor> named = new HashMap<>();

  /** The service, described with JSON names, by a file that depends on the error details too. */
  ServerServiceDefinition describe(BindableService service) {
    ServerServiceDefinition original = service.bindService();
    ServiceDescriptor descriptor = original.getServiceDescriptor();
    if (!(descriptor.getSchemaDescriptor() instanceof ProtoFileDescriptorSupplier contract)) {
      throw new IllegalArgumentException(descriptor.getName() + " is not defined by a file");
    }
    FileDescriptor file = withErrorDetails(named(contract.getFileDescriptor()));
    ProtoFileDescriptorSupplier schema = () -> file;
    ServiceDescriptor.Builder described =
        ServiceDescriptor.newBuilder(descriptor.getName()).setSchemaDescriptor(schema);
    descriptor.getMethods().forEach(described::addMethod);
    ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(described.build());
    for (ServerMethodDefinition<?, ?> method : original.getMethods()) {
      definition.addMethod(method);
    }
    return definition.build();
  }

  private FileDescriptor withErrorDetails(FileDescriptor contract) {
    FileDescriptor details = named(ErrorDetailsProto.getDescriptor());
    FileDescriptorProto root =
        FileDescriptorProto.newBuilder()
            .setName(ROOT + "." + contract.getName())
            .setSyntax("proto3")
            .addDependency(contract.getName())
            .addDependency(details.getName())
            .build();
    return build(root, List.of(contract, details));
  }

  /** The same file, and what it depends on, with the JSON name of every field. */
  private FileDescriptor named(FileDescriptor file) {
    FileDescriptor known = named.get(file.getName());
    if (known != null) {
      return known;
    }
    List<FileDescriptor> dependencies = file.getDependencies().stream().map(this::named).toList();
    FileDescriptorProto.Builder proto = file.toProto().toBuilder();
    proto.getMessageTypeBuilderList().forEach(ContractReflection::name);
    FileDescriptor result = build(proto.build(), dependencies);
    named.put(file.getName(), result);
    return result;
  }

  private static void name(DescriptorProto.Builder message) {
    message.getNestedTypeBuilderList().forEach(ContractReflection::name);
    message.getFieldBuilderList().forEach(ContractReflection::name);
  }

  private static void name(FieldDescriptorProto.Builder field) {
    if (!field.hasJsonName()) {
      field.setJsonName(jsonName(field.getName()));
    }
  }

  /** As {@link FieldDescriptor#getJsonName()} has it: what follows an underscore is upper case. */
  private static String jsonName(String name) {
    StringBuilder json = new StringBuilder(name.length());
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (character == '_') {
        upper = true;
      } else {
        json.append(upper ? Character.toUpperCase(character) : character);
        upper = false;
      }
    }
    return json.toString();
  }

  private static FileDescriptor build(FileDescriptorProto file, List<FileDescriptor> dependencies) {
    try {
      return FileDescriptor.buildFrom(file, dependencies.toArray(FileDescriptor[]::new));
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(file.getName() + " was valid without JSON names", e);
    }
  }
}
