/** Tests of what builds Tally rather than of Tally: the scripts of the top folder and of {@code src/main/sh}. */
package dev.tally.build;
