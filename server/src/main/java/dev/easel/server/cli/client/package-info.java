/**
 * A client of the contract that loses nothing: calls, watches and downloads that go on where they
 * were cut.
 */
@NullMarked
package dev.easel.server.cli.client;

import org.jspecify.annotations.NullMarked;
