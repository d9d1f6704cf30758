/** Blobs as objects in a bucket of an S3-compatible service, which servers share. */
@NullMarked
package dev.easel.server.blob.s3;

import org.jspecify.annotations.NullMarked;
