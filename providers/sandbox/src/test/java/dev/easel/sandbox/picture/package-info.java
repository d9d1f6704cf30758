@NullMarked
package dev.easel.sandbox.picture;

import org.jspecify.annotations.NullMarked;
