/** Blobs as files in a folder. */
@NullMarked
package dev.easel.server.blob.disk;

import org.jspecify.annotations.NullMarked;
