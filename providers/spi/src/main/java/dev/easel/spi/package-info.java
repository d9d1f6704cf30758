/**
 * What a provider is. A provider kind speaks one seller's API; the host finds its {@link
 * dev.easel.spi.ImageProviderFactory} by {@link java.util.ServiceLoader} and makes named instances.
 *
 * <p>The host owns jobs, money, retries between attempts, and the images once they are written. A
 * provider owns one seller's wire format and says, for every failure, whether the seller was paid.
 * Nothing here depends on anything but the JDK.
 */
@NullMarked
package dev.easel.spi;

import org.jspecify.annotations.NullMarked;
