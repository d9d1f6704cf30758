/**
 * The guard between callers' URLs and our network: {@link dev.easel.http.egress.EgressPolicy}
 * checks a URL, {@link dev.easel.http.egress.SourceFetcher} fetches what is there, from the
 * addresses that were checked and no others.
 */
@NullMarked
package dev.easel.http.egress;

import org.jspecify.annotations.NullMarked;
