/** Tests. */
@NullMarked
package dev.easel.server.cli.client;

import org.jspecify.annotations.NullMarked;
