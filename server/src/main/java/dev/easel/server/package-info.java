/** Easel: one gRPC service in front of every seller of the gpt-image family. */
@NullMarked
package dev.easel.server;

import org.jspecify.annotations.NullMarked;
