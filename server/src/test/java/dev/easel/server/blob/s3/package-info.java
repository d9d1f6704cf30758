@NullMarked
package dev.easel.server.blob.s3;

import org.jspecify.annotations.NullMarked;
