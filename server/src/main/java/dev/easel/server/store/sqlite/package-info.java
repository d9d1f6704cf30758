/** Jobs in one SQLite file: they survive the process, the machine's sudden end too. */
@NullMarked
package dev.easel.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
