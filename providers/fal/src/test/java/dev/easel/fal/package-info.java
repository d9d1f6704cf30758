@NullMarked
package dev.easel.fal;

import org.jspecify.annotations.NullMarked;
