@NullMarked
package dev.easel.server.store.json;

import org.jspecify.annotations.NullMarked;
