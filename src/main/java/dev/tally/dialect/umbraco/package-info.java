/**
 * The Umbraco dialect: {@code GET /umbraco/ai/management/api/v1/analytics/usage-summary}, what a period's requests add up
 * to. See the README beside this file.
 */
package dev.tally.dialect.umbraco;
