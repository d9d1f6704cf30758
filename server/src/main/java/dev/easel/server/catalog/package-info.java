/** Models and offerings of the configured instances. */
@NullMarked
package dev.easel.server.catalog;

import org.jspecify.annotations.NullMarked;
