/** The words of Easel as records. No I/O. */
@NullMarked
package dev.easel.server.domain;

import org.jspecify.annotations.NullMarked;
