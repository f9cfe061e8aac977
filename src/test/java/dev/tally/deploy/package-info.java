/**
 * Holds what stands in the folder {@code deploy} to what Kubernetes accepts and to what the service is: each object parses
 * strictly, and its ports, probes, commands, settings and metrics are those of the running application.
 *
 * <p>Every object is read as it is written. What Kustomize makes of them is read too where {@code kubectl} is installed.
 */
package dev.tally.deploy;
