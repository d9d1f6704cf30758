@NullMarked
package dev.easel.http.catalog;

import org.jspecify.annotations.NullMarked;
