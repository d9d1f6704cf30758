/** What every store must do. */
@NullMarked
package dev.easel.server.store;

import org.jspecify.annotations.NullMarked;
