/** What a watch promises, as seen by whoever reads it: one validator for each guarantee. */
@NullMarked
package dev.easel.server.watch;

import org.jspecify.annotations.NullMarked;
