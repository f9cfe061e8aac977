package dev.tally.dialect;

import dev.tally.currency.Conversion;
import dev.tally.http.WeakEntityTag;
import dev.tally.model.Account;
import dev.tally.model.Caller;
import dev.tally.model.Role;
import dev.tally.model.Scope;
import dev.tally.query.UsageVersion;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a summary depends on: where two keys are equal, either's answer is the other's.
 *
 * @param format the dialect and the version of its words
 * @param asked the question, in records, whose text is the same in every process: sets in it are sorted
 * @param account all its settings
 * @param usage which data there was
 */
record AnswerKey(String format, Object asked, Account account, View view, Conversion conversion, UsageVersion usage) {

    /** What the caller may see. At present all who may read an account's summaries see the same; that may change. */
    record View(boolean administrator, Optional<Role> role, List<Scope> scopes) {
        static View of(Caller caller) {
            return new View(
                    caller.administrator(),
                    caller.role(),
                    caller.scopes().stream().sorted().toList());
        }
    }

    WeakEntityTag tag() {
        return WeakEntityTag.of(toString());
    }
}
