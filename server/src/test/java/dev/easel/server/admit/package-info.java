/** What there is room for. */
@org.jspecify.annotations.NullMarked
package dev.easel.server.admit;
