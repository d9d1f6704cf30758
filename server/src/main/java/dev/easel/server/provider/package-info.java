/** Provider kinds found by ServiceLoader, and the configured instances of them. */
@NullMarked
package dev.easel.server.provider;

import org.jspecify.annotations.NullMarked;
