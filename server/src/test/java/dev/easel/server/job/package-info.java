@NullMarked
package dev.easel.server.job;

import org.jspecify.annotations.NullMarked;
