package dev.tally.ops;

import java.util.BitSet;
import java.util.Collection;

/**
 * Tells quickly of most names of settings that none of some names with wildcards matches them: neither by what stands before
 * the first wildcard, nor by the last segment. A wildcard {@code *} stands for a whole segment between dots, or for a number
 * in brackets, as in {@link io.smallrye.config.PropertyName}.
 *
 * <p>A filter of Bloom (<i>Space/time trade-offs in hash coding with allowable errors</i>, CACM 13, 1970) with one hash.
 */
final class WildcardNames {
    private static final int BITS = 1 << 16;
    private static final int ANY_SEGMENT = 0;
    private static final int FACTOR = 31;

    private final BitSet ends = new BitSet(BITS);

    WildcardNames(Collection<String> names) {
        names.forEach(name -> ends.set(bit(hashOfBeginning(name), hashOfLastSegment(name))));
    }

    /** False only where certainly none matches. */
    boolean mayMatch(String name) {
        if (name.indexOf('*') >= 0) {
            return true;
        }
        int last = hashOfLastSegment(name);
        int hash = 0;
        boolean found = mayBegin(hash, last);
        for (int i = 0; i < name.length() && !found; i++) {
            hash = FACTOR * hash + name.charAt(i);
            found = name.charAt(i) == '.' && mayBegin(hash, last);
        }
        return found;
    }

    private boolean mayBegin(int beginning, int last) {
        return ends.get(bit(beginning, last)) || ends.get(bit(beginning, ANY_SEGMENT));
    }

    /** Of the segments, with their dots, before the first that may be different in what it matches. */
    private static int hashOfBeginning(String name) {
        int end = 0;
        while (end < name.length() && isLiteral(name.charAt(end))) {
            end++;
        }
        return hash(name, 0, name.lastIndexOf('.', end - 1) + 1);
    }

    private static int hashOfLastSegment(String name) {
        int start = name.lastIndexOf('.') + 1;
        for (int i = start; i < name.length(); i++) {
            if (!isLiteral(name.charAt(i))) {
                return ANY_SEGMENT;
            }
        }
        return hash(name, start, name.length());
    }

    private static int hash(String name, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = FACTOR * hash + name.charAt(i);
        }
        return hash;
    }

    private static int bit(int beginning, int last) {
        int hash = FACTOR * beginning + last;
        return (hash ^ hash >>> 16) & BITS - 1;
    }

    private static boolean isLiteral(char character) {
        return character != '*' && character != '[' && character != ']';
    }
}
