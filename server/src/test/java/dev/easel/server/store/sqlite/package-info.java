@NullMarked
package dev.easel.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
