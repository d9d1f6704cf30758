/** The gRPC services: protobuf to domain and back, and the one mapping to a status. */
@NullMarked
package dev.easel.server.api;

import org.jspecify.annotations.NullMarked;
