/** OpenAI's Images API as its specification and its clients describe it. */
@NullMarked
package dev.easel.sandbox.openai;

import org.jspecify.annotations.NullMarked;
