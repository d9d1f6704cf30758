/** The contract's messages in words for people. */
@NullMarked
package dev.easel.server.cli.view;

import org.jspecify.annotations.NullMarked;
