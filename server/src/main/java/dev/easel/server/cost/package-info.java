/** Quotes before, settlement after. */
@NullMarked
package dev.easel.server.cost;

import org.jspecify.annotations.NullMarked;
