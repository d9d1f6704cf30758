/** Who calls, and whether there is room. */
@NullMarked
package dev.easel.server.admit;

import org.jspecify.annotations.NullMarked;
