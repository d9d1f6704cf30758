/** What the server lets people see of itself. It listens; nobody imports it. */
@NullMarked
package dev.easel.server.observe;

import org.jspecify.annotations.NullMarked;
