@NullMarked
package dev.easel.server.store.memory;

import org.jspecify.annotations.NullMarked;
