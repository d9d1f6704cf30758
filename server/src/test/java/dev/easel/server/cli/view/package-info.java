/** Tests. */
@NullMarked
package dev.easel.server.cli.view;

import org.jspecify.annotations.NullMarked;
