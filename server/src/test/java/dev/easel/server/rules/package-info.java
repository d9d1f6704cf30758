/** The rules of watching and of repeating, each by its number, over real connections and stores. */
@NullMarked
package dev.easel.server.rules;

import org.jspecify.annotations.NullMarked;
