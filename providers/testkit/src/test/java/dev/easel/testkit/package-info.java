@NullMarked
package dev.easel.testkit;

import org.jspecify.annotations.NullMarked;
