/** The AgentGate dialect: {@code GET /api/v1/usage/summary}, totals by model. See the README beside this file. */
package dev.tally.dialect.agentgate;
