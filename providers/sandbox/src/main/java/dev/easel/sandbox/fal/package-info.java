/** fal's queue as its documentation and its clients describe it. */
@NullMarked
package dev.easel.sandbox.fal;

import org.jspecify.annotations.NullMarked;
