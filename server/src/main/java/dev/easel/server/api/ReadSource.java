package dev.easel.server.api;

import dev.easel.server.blob.ImageHeader;
import dev.easel.server.domain.Source;
import java.util.Optional;

/**
 * A source as read.
 *
 * @param source the source
 * @param header what its bytes say of themselves, where they are here
 * @param carriedBytes how many bytes of it the request carried
 */
record ReadSource(Source source, Optional<ImageHeader> header, long carriedBytes) {}
