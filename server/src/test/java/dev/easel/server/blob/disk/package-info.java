@NullMarked
package dev.easel.server.blob.disk;

import org.jspecify.annotations.NullMarked;
