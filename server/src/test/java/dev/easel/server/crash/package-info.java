/** Servers that are killed where it hurts most, and what becomes of their jobs. */
@NullMarked
package dev.easel.server.crash;

import org.jspecify.annotations.NullMarked;
