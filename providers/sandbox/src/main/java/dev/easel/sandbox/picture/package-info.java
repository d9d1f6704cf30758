/**
 * Pictures drawn and encoded by ourselves: no AWT, no fonts of the machine, one row at a time.
 *
 * <p>A picture is a pure function of its description, so it may be thrown away and drawn again.
 */
@NullMarked
package dev.easel.sandbox.picture;

import org.jspecify.annotations.NullMarked;
