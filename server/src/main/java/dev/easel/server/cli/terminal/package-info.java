/** What people see: one live line on a terminal, plain lines elsewhere, tables. */
@NullMarked
package dev.easel.server.cli.terminal;

import org.jspecify.annotations.NullMarked;
