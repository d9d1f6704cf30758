@NullMarked
package dev.easel.sandbox.json;

import org.jspecify.annotations.NullMarked;
