@NullMarked
package dev.easel.sandbox;

import org.jspecify.annotations.NullMarked;
