/** Which instances may serve a request, in which order, and why others may not. */
@NullMarked
package dev.easel.server.route;

import org.jspecify.annotations.NullMarked;
