package io.jenkins.plugins.taskhub.scan;

/** A finding as it stands in the report; one object for all of them, valid until the next one is read. */
final class RawFinding {
    Kind kind;
    final Text severity = new Text();
    final Text id = new Text();
    /** Of a misconfiguration: its other id, by which it may be ignored too. */
    final Text otherId = new Text();
    final Text pkg = new Text();
    final Text purl = new Text();
    final Text path = new Text();
    final Text installed = new Text();
    final Text fixedVersion = new Text();
    final Text title = new Text();
    final Text url = new Text();
    final Text status = new Text();
    private final Text[] texts =
            {severity, id, otherId, pkg, purl, path, installed, fixedVersion, title, url, status};
    int line;
    /** The result that the finding is in: {@code os-pkgs}, {@code lang-pkgs}, {@code config}… */
    String resultClass;
    /** The file, or the image, that the finding is in. */
    String target;
    /** What was scanned. */
    String artifact;

    void clear(Kind newKind) {
        kind = newKind;
        for (Text text : texts) {
            text.clear();
        }
        line = 0;
    }

    /** A copy that stays as it is. */
    RawFinding copy() {
        var copy = new RawFinding();
        copy.kind = kind;
        for (int i = 0; i < texts.length; i++) {
            copy.texts[i].set(texts[i]);
        }
        copy.line = line;
        copy.artifact = artifact;
        return copy;
    }

    Severity judgedSeverity() {
        return Severity.of(severity);
    }

    boolean hasFix() {
        return kind != Kind.VULNERABILITY || fixedVersion.length() > 0;
    }

    /** What is affected, as people name it: a package, else a file. */
    String subject() {
        return pkg.length() > 0 ? pkg.toString() : path.length() > 0 ? path.toString() : target;
    }
}
