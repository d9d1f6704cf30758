/** Answers that hold images: JSON and events, read as they arrive and never held whole. */
@NullMarked
package dev.easel.http.stream;

import org.jspecify.annotations.NullMarked;
