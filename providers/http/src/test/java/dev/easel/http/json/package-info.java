@NullMarked
package dev.easel.http.json;

import org.jspecify.annotations.NullMarked;
