/**
 * What all resources share, whatever API they speak: the request in hand, how a failure is told, how times are read and
 * decimals written.
 */
package dev.tally.http;
