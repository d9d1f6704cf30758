/** Callers' images into blobs: those that came with a request, and those behind a URL. */
@NullMarked
package dev.easel.server.fetch;

import org.jspecify.annotations.NullMarked;
