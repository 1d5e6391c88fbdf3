package io.jenkins.plugins.taskhub.image;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Builds the argument lists of git and reads what it prints, one method a subcommand. */
final class GitCli {
    private static final Pattern COMMIT = Pattern.compile("([0-9a-f]{40}|[0-9a-f]{64}) (\\d{1,12})(?: (.*))?");
    private static final Pattern LOCAL = Pattern.compile("HEAD -> ([^,]+)");
    private static final Pattern REMOTE = Pattern.compile("(?:^|, )origin/(?!HEAD)([^,]+)");

    /** The commit that is checked out, with its time and the branches that point to it. */
    List<String> commit() {
        return List.of("git", "log", "-1", "--no-show-signature", "--decorate=short", "--format=%H %ct %D");
    }

    /** Where the sources came from. */
    List<String> origin() {
        return List.of("git", "config", "--get", "remote.origin.url");
    }

    /** What {@link #commit} printed; empty where that is no commit. */
    static Optional<Commit> readCommit(String printed) {
        var match = COMMIT.matcher(printed.strip());
        return match.matches() ? Optional.of(new Commit(match.group(1), Long.parseLong(match.group(2)), branch(match.group(3))))
                : Optional.empty();
    }

    /** The branch that is checked out; else the one branch of the origin that points there. */
    private static String branch(String names) {
        var local = LOCAL.matcher(names == null ? "" : names);
        if (local.find()) {
            return local.group(1);
        }
        var remote = REMOTE.matcher(names == null ? "" : names).results().map(match -> match.group(1)).toList();
        return remote.size() == 1 ? remote.get(0) : null;
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
