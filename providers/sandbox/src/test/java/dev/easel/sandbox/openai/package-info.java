@NullMarked
package dev.easel.sandbox.openai;

import org.jspecify.annotations.NullMarked;
