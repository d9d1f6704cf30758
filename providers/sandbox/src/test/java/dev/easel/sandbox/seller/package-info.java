@NullMarked
package dev.easel.sandbox.seller;

import org.jspecify.annotations.NullMarked;
