/**
 * The answers of the kind {@code openai}, fuzzed from within: its readers are nobody else's. The
 * corpus lies in the resources, as that of {@link dev.easel.fuzz} does.
 */
@NullMarked
package dev.easel.openai;

import org.jspecify.annotations.NullMarked;
