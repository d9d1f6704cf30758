package dev.easel.http.egress;

import dev.easel.spi.ImageFormat;

/**
 * What was fetched.
 *
 * @param format what its first bytes say it is; nothing else of it was looked at
 * @param length how many bytes were written
 */
public record FetchedSource(ImageFormat format, long length) {}
