@NullMarked
package dev.easel.sandbox.fal;

import org.jspecify.annotations.NullMarked;
