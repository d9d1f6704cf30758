/** That no secret is found where none belongs. */
@NullMarked
package dev.easel.server.secret;

import org.jspecify.annotations.NullMarked;
