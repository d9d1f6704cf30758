/** Tests. */
@NullMarked
package dev.easel.server.cli.terminal;

import org.jspecify.annotations.NullMarked;
