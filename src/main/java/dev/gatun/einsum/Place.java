package dev.gatun.einsum;

import dev.gatun.layout.Layout;

/**
 * Where elements lie when a plan runs.
 *
 * @param memory which memory: that of an operand, counted from 0, then the result's, then scratch memory
 * @param layout how, from the lowest element of that operand on
 */
record Place(int memory, Layout layout) {}
