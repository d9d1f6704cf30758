/** The whole engine in a world where time, threads, stores, sellers and chance follow a seed. */
@NullMarked
package dev.easel.server.job.simulation;

import org.jspecify.annotations.NullMarked;
