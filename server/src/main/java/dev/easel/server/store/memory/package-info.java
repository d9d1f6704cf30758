/** Jobs in memory: gone when the process ends. */
@NullMarked
package dev.easel.server.store.memory;

import org.jspecify.annotations.NullMarked;
