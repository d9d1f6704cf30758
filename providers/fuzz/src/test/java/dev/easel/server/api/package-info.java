/**
 * What callers send to the api room, fuzzed as {@link dev.easel.fuzz} tells. Its readers are the
 * room's own, so that their tests stand in its package.
 */
@NullMarked
package dev.easel.server.api;

import org.jspecify.annotations.NullMarked;
