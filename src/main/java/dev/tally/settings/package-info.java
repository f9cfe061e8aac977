/** What settings may be, beyond their types: a service does not start with one that cannot work. */
package dev.tally.settings;
