/**
 * What providers share when they speak HTTP: calls that end in time and say whether a paid request
 * left, free calls that are repeated, server-sent events, and downloads of results.
 */
@NullMarked
package dev.easel.http;

import org.jspecify.annotations.NullMarked;
