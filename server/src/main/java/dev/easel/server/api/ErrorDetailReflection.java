package dev.easel.server.api;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.rpc.ErrorDetailsProto;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;

/**
 * Lets reflection serve the types of error details too, so that grpcurl can print them. Reflection
 * knows what the files of registered services depend on; so one service gets a file that depends on
 * its own contract and on the details.
 */
final class ErrorDetailReflection {
  private static final String FILE = "easel/server/reflection.proto";

  private ErrorDetailReflection() {}

  /** The same service with that file. */
  static ServerServiceDefinition with(ServerServiceDefinition service) {
    ServiceDescriptor original = service.getServiceDescriptor();
    if (!(original.getSchemaDescriptor() instanceof ProtoFileDescriptorSupplier contract)) {
      throw new IllegalArgumentException(original.getName() + " is not defined by a file");
    }
    FileDescriptor both = file(contract.getFileDescriptor());
    ProtoFileDescriptorSupplier schema = () -> both;
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(original.getName()).setSchemaDescriptor(schema);
    original.getMethods().forEach(descriptor::addMethod);
    ServerServiceDefinition.Builder definition =
        ServerServiceDefinition.builder(descriptor.build());
    for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
      definition.addMethod(method);
    }
    return definition.build();
  }

  private static FileDescriptor file(FileDescriptor contract) {
    FileDescriptor details = ErrorDetailsProto.getDescriptor();
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName(FILE)
            .setSyntax("proto3")
            .addDependency(contract.getName())
            .addDependency(details.getName())
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[] {contract, details});
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException("a file of two imports is valid", e);
    }
  }
}
