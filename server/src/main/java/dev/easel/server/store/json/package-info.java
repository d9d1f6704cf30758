/**
 * The durable form of jobs and of their events: what the stores on disk write into their rows.
 *
 * <p>A document is one JSON object, of one line, whose first member {@code v} is its version. The
 * names in it are written down here, one class a topic, and are independent of those in the code;
 * the words of enums are their constants' names, which therefore do not change. What is empty is
 * left out. Times and durations are ISO 8601 texts to the nanosecond, amounts of money whole
 * billionths of a dollar, decimal quantities texts. A document depends on what it tells alone: the
 * same job is the same bytes in every process. It is kept as a text: the JSON types of databases
 * refuse some texts that a caller may send.
 *
 * <p>Replicas of two releases share one store, and an older one must not lose what a newer one
 * wrote. Hence three rules:
 *
 * <ul>
 *   <li>Whatever is added, be it a member or a word of an enum, makes a new version. A reader
 *       refuses a higher version than its own, and within its own whatever it does not know.
 *   <li>A writer states the lowest version that can tell all there is to tell. A job that has no
 *       use for what is new so looks to an older replica as ever, and only the others are left
 *       alone.
 *   <li>A member that may be empty may be absent, so that every later version reads the earlier
 *       ones. None is ever given another meaning.
 * </ul>
 */
@NullMarked
package dev.easel.server.store.json;

import org.jspecify.annotations.NullMarked;
