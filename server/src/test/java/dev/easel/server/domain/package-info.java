@NullMarked
package dev.easel.server.domain;

import org.jspecify.annotations.NullMarked;
