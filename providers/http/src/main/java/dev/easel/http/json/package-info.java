/** Small JSON documents as an immutable tree, read with limits. */
@NullMarked
package dev.easel.http.json;

import org.jspecify.annotations.NullMarked;
