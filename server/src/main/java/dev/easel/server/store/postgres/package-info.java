/** Jobs in a PostgreSQL database that many processes share. */
@NullMarked
package dev.easel.server.store.postgres;

import org.jspecify.annotations.NullMarked;
