/** What Easel costs, measured beside the least that could do its work. */
@NullMarked
package dev.easel.bench;

import org.jspecify.annotations.NullMarked;
