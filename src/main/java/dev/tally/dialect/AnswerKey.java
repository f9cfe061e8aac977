package dev.tally.dialect;

import dev.tally.currency.Conversion;
import dev.tally.http.WeakEntityTag;
import dev.tally.model.Account;
import dev.tally.model.Caller;
import dev.tally.model.Role;
import dev.tally.model.Scope;
import dev.tally.query.UsageVersion;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

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
    record View(boolean administrator, Optional<Role> role, Set<Scope> scopes) {
        static View of(Caller caller) {
            Set<Scope> inOrder = EnumSet.noneOf(Scope.class);
            inOrder.addAll(caller.scopes());
            return new View(caller.administrator(), caller.role(), Collections.unmodifiableSet(inOrder));
        }
    }

    WeakEntityTag tag() {
        return WeakEntityTag.of(toString());
    }
}
