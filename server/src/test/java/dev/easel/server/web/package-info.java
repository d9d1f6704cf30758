@NullMarked
package dev.easel.server.web;

import org.jspecify.annotations.NullMarked;
