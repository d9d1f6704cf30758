@NullMarked
package dev.easel.server.observe;

import org.jspecify.annotations.NullMarked;
