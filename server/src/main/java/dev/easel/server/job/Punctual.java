package dev.easel.server.job;

import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks threads of the system's own, for what must not be late. What is handed to virtual threads
 * from elsewhere waits while they hand work to each other, as a thousand do that take images in:
 * for seconds, and on a busy machine for longer than a lease.
 */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Punctual {}
