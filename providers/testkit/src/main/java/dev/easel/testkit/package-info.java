/**
 * The conformance suite that every provider passes. A provider's tests extend {@link
 * dev.easel.testkit.ProviderConformance} and give it a factory and an {@link
 * dev.easel.testkit.Upstream}; the suite itself knows nothing but the SPI. Beside it are doubles of
 * the host, for a provider's own tests.
 */
@NullMarked
package dev.easel.testkit;

import org.jspecify.annotations.NullMarked;
