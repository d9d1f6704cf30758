@NullMarked
package dev.easel.server.api;

import org.jspecify.annotations.NullMarked;
