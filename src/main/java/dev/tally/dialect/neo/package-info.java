/**
 * The Neo dialect: {@code GET /api/v1/usage/summary}, tasks and credits by status, model, project, member and period.
 * See the README beside this file.
 */
package dev.tally.dialect.neo;
