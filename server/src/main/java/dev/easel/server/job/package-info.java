/** Jobs: the state machine, the engine that drives it, the event log and its watches. */
@NullMarked
package dev.easel.server.job;

import org.jspecify.annotations.NullMarked;
