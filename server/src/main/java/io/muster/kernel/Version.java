package io.muster.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version of a row that somebody read before he changed it. It travels as a strong entity tag
 * (RFC 9110 8.8.3) in {@code ETag} and comes back in {@code If-Match} (RFC 9110 13.1.1).
 */
public record Version(int number) {

    /** Longest number that surely fits an int. */
    private static final Pattern TAG = Pattern.compile("\"(\\d{1,9})\"");

    /** No row ever has it: what a tag that is not one of ours stands for. */
    private static final Version NONE = new Version(-1);

    /** The value of the {@code ETag} header. */
    public String tag() {
        return "\"" + number + "\"";
    }

    /**
     * Reads {@code If-Match}. A tag that no row of ours can have is read as a version that never
     * matches.
     *
     * @param ifMatch the header, null when it was not sent
     * @throws Refusal 428 when it was not sent (RFC 6585 3); endpoints call this
     */
    public static Version required(@Nullable String ifMatch) {
        return Optional.ofNullable(ifMatch)
                .map(Version::read)
                .orElseThrow(() ->
                        Problem.of(
                                        428,
                                        "kernel:version-required",
                                        "If-Match is missing",
                                        "Say in If-Match which version you read, as ETag named it.")
                                .refusal());
    }

    /**
     * The refusal of a save that would overwrite what somebody else did.
     *
     * @param current the row as it is now, in the form that a read answers
     */
    public static Problem changedMeanwhile(Object current) {
        return Problem.of(
                        412,
                        "kernel:changed-meanwhile",
                        "Changed meanwhile",
                        "Somebody changed this after you read it. Compare, then save again.")
                .with(Map.of("current", current));
    }

    private static Version read(String ifMatch) {
        var tag = TAG.matcher(ifMatch.strip());
        return tag.matches() ? new Version(Integer.parseInt(tag.group(1))) : NONE;
    }
}
