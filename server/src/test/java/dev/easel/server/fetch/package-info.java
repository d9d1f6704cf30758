@NullMarked
package dev.easel.server.fetch;

import org.jspecify.annotations.NullMarked;
