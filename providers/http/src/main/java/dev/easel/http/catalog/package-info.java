/** Catalogs as documents that people edit. */
@NullMarked
package dev.easel.http.catalog;

import org.jspecify.annotations.NullMarked;
