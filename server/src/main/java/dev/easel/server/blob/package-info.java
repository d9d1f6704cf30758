/** Stored bytes of images: the port, and reading image headers. */
@NullMarked
package dev.easel.server.blob;

import org.jspecify.annotations.NullMarked;
