/** What images cost on their way through Easel: time, processors and memory. */
@NullMarked
package dev.easel.bench.images;

import org.jspecify.annotations.NullMarked;
