/** Faults on request: by header, by a word in the prompt, and by rate. */
@NullMarked
package dev.easel.sandbox.fault;

import org.jspecify.annotations.NullMarked;
