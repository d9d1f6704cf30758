@NullMarked
package dev.easel.server.provider;

import org.jspecify.annotations.NullMarked;
