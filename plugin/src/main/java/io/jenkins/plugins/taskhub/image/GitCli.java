package io.jenkins.plugins.taskhub.image;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Builds the argument lists of git and reads what it prints, one method a subcommand. */
final class GitCli {
    private static final Pattern COMMIT = Pattern.compile("([0-9a-f]{40}|[0-9a-f]{64}) (\\d{1,12})");

    /** The commit that is checked out, with its time. */
    List<String> commit() {
        return List.of("git", "log", "-1", "--no-show-signature", "--format=%H %ct");
    }

    /** Where the sources came from. */
    List<String> origin() {
        return List.of("git", "config", "--get", "remote.origin.url");
    }

    /** What {@link #commit} printed; empty where that is no commit. */
    static Optional<Commit> readCommit(String printed) {
        var match = COMMIT.matcher(printed.strip());
        return match.matches() ? Optional.of(new Commit(match.group(1), Long.parseLong(match.group(2)))) : Optional.empty();
    }

    /** An address as a label may show it: without user and password; empty for what is none. */
    static Optional<String> readOrigin(String printed) {
        String address = printed.strip();
        if (address.isEmpty() || address.chars().anyMatch(c -> Character.isISOControl(c) || c == ' ')) {
            return Optional.empty();
        }
        if (!address.contains("://")) {
            return Optional.of(address.replaceFirst("^[^@/]*@", ""));
        }
        try {
            var uri = new URI(address);
            return uri.getRawAuthority() == null ? Optional.of(address)
                    : Optional.of(uri.getScheme() + "://" + uri.getRawAuthority().replaceFirst("^.*@", "") + uri.getRawPath());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
