@NullMarked
package dev.easel.spi;

import org.jspecify.annotations.NullMarked;
