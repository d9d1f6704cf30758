/** The sandbox: sellers of images emulated over real HTTP, without keys and without spend. */
@NullMarked
package dev.easel.sandbox;

import org.jspecify.annotations.NullMarked;
