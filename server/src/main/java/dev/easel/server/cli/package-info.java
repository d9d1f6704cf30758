/** The command line: starts servers and sandboxes, and speaks gRPC like any other client. */
@NullMarked
package dev.easel.server.cli;

import org.jspecify.annotations.NullMarked;
