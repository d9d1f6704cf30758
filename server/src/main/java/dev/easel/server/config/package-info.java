/** Layered configuration: defaults, a file, the environment, flags; all mistakes at once. */
@NullMarked
package dev.easel.server.config;

import org.jspecify.annotations.NullMarked;
