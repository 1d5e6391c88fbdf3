package io.jenkins.plugins.taskhub.registry;

import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a 401 asks for: {@code WWW-Authenticate: Bearer realm="…",service="…",scope="…"} or {@code Basic realm="…"}. */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final Pattern PARAMETER =
            Pattern.compile("\\G[,\\s]*([A-Za-z_]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

    /** The Bearer challenge where there is one, else the Basic one; several may stand in one header or in several. */
    static Optional<Challenge> of(HttpHeaders headers) {
        return find(headers, "bearer").or(() -> find(headers, "basic"));
    }

    boolean isBearer() {
        return scheme.equals("bearer");
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    private static Optional<Challenge> find(HttpHeaders headers, String scheme) {
        Pattern start = Pattern.compile("(?:^|,)\\s*" + scheme + "(?=\\s|$)", Pattern.CASE_INSENSITIVE);
        for (String header : headers.allValues("WWW-Authenticate")) {
            Matcher begin = start.matcher(header);
            if (begin.find()) {
                return Optional.of(new Challenge(scheme, parameters(header.substring(begin.end()))));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> found = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(2) != null ? matcher.group(2).replaceAll("\\\\(.)", "$1") : matcher.group(3);
            found.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return found;
    }
}
