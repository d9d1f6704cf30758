@NullMarked
package dev.easel.server.route;

import org.jspecify.annotations.NullMarked;
