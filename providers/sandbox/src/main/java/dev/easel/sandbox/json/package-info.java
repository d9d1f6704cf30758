/** JSON as trees, for bodies that fit in memory. */
@NullMarked
package dev.easel.sandbox.json;

import org.jspecify.annotations.NullMarked;
