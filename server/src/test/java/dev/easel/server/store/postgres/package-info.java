@NullMarked
package dev.easel.server.store.postgres;

import org.jspecify.annotations.NullMarked;
