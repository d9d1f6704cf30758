@NullMarked
package dev.easel.openai;

import org.jspecify.annotations.NullMarked;
