package dev.tally.dialect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Answers in memory, as many as fit into {@link CacheConfig#maxSize}; those that are asked for least go first. */
@Singleton
// Which of its classes a cache is, the library finds by their names; a native image has it where it is said here.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSMW")
class AnswerCache {
    /** What an entry takes beside its body: a key of small objects, which filters make greater. */
    private static final int ENTRY_BYTES = 4096;

    private final Cache<AnswerKey, Answer> answers;

    AnswerCache(CacheConfig config) {
        this.answers = Caffeine.newBuilder()
                .maximumWeight(config.maxSize().asLongValue())
                .weigher(AnswerCache::weight)
                // There is little to do, and no other thread to do it on where only event loops get CPU time.
                .executor(Runnable::run)
                .build();
    }

    Optional<Answer> get(AnswerKey key) {
        return Optional.ofNullable(answers.getIfPresent(key));
    }

    void put(AnswerKey key, Answer answer) {
        answers.put(key, answer);
    }

    /** A filter's value of one character, which is four in the question's text, takes some eighty bytes. */
    private static int weight(AnswerKey key, Answer answer) {
        return ENTRY_BYTES + answer.mostBytes() + 20 * key.asked().toString().length();
    }
}
