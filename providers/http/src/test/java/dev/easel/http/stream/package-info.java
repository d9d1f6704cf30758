@NullMarked
package dev.easel.http.stream;

import org.jspecify.annotations.NullMarked;
