package dev.easel.server.store.json;

/**
 * A value as it stands in a document.
 *
 * @param text not to be changed any more
 */
record JsonText(CharSequence text) {}
