@NullMarked
package dev.easel.http.egress;

import org.jspecify.annotations.NullMarked;
