/**
 * The kinds {@code fal} and {@code fal-byok}: images made and edited through fal's queue. What fal
 * does is cited from its documentation (fal.ai/docs, model APIs) and its public clients, as of
 * 2026-11-20.
 */
@NullMarked
package dev.easel.fal;

import org.jspecify.annotations.NullMarked;
