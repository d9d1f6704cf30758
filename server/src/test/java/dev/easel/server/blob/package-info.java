@NullMarked
package dev.easel.server.blob;

import org.jspecify.annotations.NullMarked;
