/**
 * The kind {@code openai}: OpenAI's Images API, and sellers that speak it. What OpenAI does is
 * cited from its specification (openai-openapi 2.3.0) and documentation, what Azure and Lumenfall
 * do otherwise from theirs, as of 2026-11-20.
 */
@NullMarked
package dev.easel.openai;

import org.jspecify.annotations.NullMarked;
