/** Tests. */
@NullMarked
package dev.easel.server.cli;

import org.jspecify.annotations.NullMarked;
