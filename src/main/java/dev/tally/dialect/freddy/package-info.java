/**
 * The Freddy dialect: {@code GET /v1/analytics/usage/summary/{org_id}}, an account's usage since its first event. See the
 * README beside this file.
 */
package dev.tally.dialect.freddy;
