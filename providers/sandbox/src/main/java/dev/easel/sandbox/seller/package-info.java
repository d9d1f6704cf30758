/**
 * What every emulated seller needs: time, the ledger of submits, and a place where pictures are
 * drawn.
 */
@NullMarked
package dev.easel.sandbox.seller;

import org.jspecify.annotations.NullMarked;
