/**
 * What an element is and where it lies: dtypes, shapes, strides and offsets as plain arithmetic, without memory. Every view operation of a
 * tensor is an operation here, O(rank), and can be tested without a single float.
 */
@NullMarked
package dev.gatun.layout;

import org.jspecify.annotations.NullMarked;
