/**
 * Administration: accounts and what they own, their members, API keys and credits, and the currency rates that all of
 * them share.
 *
 * <p>Each kind of thing has a resource (HTTP), a record for what is sent and one for what is answered, and a class that
 * keeps the rules and knows the entity. Which account an operation acts on has been settled before a resource is
 * reached: {@link dev.tally.http.CurrentRequest#account()}.
 */
package dev.tally.account;
