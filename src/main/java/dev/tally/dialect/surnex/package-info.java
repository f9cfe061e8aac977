/** The Surnex dialect: {@code GET /v1/usage}, usage and cost rollups by provider. See the README beside this file. */
package dev.tally.dialect.surnex;
