/** HTTP as the sandbox sees it; the one place that knows the server library. */
@NullMarked
package dev.easel.sandbox.web;

import org.jspecify.annotations.NullMarked;
