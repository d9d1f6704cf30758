@NullMarked
package dev.easel.server;

import org.jspecify.annotations.NullMarked;
