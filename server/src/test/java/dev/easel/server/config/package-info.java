@NullMarked
package dev.easel.server.config;

import org.jspecify.annotations.NullMarked;
