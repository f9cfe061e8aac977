package dev.tally.cli;

import picocli.CommandLine.Command;

/** The API keys of an account. */
@Command(
        name = "keys",
        description = "Make, list and revoke the API keys of an account.",
        subcommands = {CreateKeyCommand.class, ListKeysCommand.class, RevokeKeyCommand.class})
final class KeysCommand {}
