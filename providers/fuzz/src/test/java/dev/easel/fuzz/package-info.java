/**
 * Parsers of what strangers send, callers and sellers. A build runs each test on its committed
 * corpus, which lies in the resources under {@code <class>Inputs/<method>}; with {@code
 * JAZZER_FUZZ=1} Jazzer makes up more.
 */
@NullMarked
package dev.easel.fuzz;

import org.jspecify.annotations.NullMarked;
