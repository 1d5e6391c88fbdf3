package hudson.util;

import hudson.Util;
import java.io.File;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A command line, word by word; secret words are masked when it is shown. */
public class ArgumentListBuilder implements Serializable, Cloneable {
    private static final long serialVersionUID = 1L;

    private List<String> args = new ArrayList<>();
    private BitSet mask = new BitSet();

    public ArgumentListBuilder() {
    }

    public ArgumentListBuilder(String... args) {
        add(args);
    }

    public ArgumentListBuilder add(Object a) {
        return add(a.toString(), false);
    }

    public ArgumentListBuilder add(Object a, boolean mask) {
        return add(a.toString(), mask);
    }

    public ArgumentListBuilder add(File f) {
        return add(f.getAbsolutePath(), false);
    }

    public ArgumentListBuilder add(String a) {
        return add(a, false);
    }

    public ArgumentListBuilder add(String a, boolean mask) {
        if (a != null) {
            this.mask.set(args.size(), mask);
            args.add(a);
        }
        return this;
    }

    public ArgumentListBuilder add(String... args) {
        for (String arg : args) {
            add(arg);
        }
        return this;
    }

    public ArgumentListBuilder add(Iterable<String> args) {
        args.forEach(this::add);
        return this;
    }

    public ArgumentListBuilder prepend(String... args) {
        BitSet shifted = new BitSet();
        mask.stream().forEach(i -> shifted.set(i + args.length));
        this.mask = shifted;
        this.args.addAll(0, Arrays.asList(args));
        return this;
    }

    public ArgumentListBuilder addQuoted(String a) {
        return addQuoted(a, false);
    }

    public ArgumentListBuilder addQuoted(String a, boolean mask) {
        return add('"' + a + '"', mask);
    }

    public void addMasked(String string) {
        add(string, true);
    }

    public ArgumentListBuilder addMasked(Secret s) {
        return add(Secret.toString(s), true);
    }

    public ArgumentListBuilder addTokenized(String s) {
        return s == null ? this : add(Util.tokenize(s));
    }

    public ArgumentListBuilder addKeyValuePair(String prefix, String key, String value, boolean mask) {
        return key == null ? this
                : add((prefix == null ? "-D" : prefix) + key + (value == null ? "" : "=" + value), mask);
    }

    public String[] toCommandArray() {
        return args.toArray(String[]::new);
    }

    public List<String> toList() {
        return args;
    }

    public void clear() {
        args.clear();
        mask.clear();
    }

    public boolean hasMaskedArguments() {
        return !mask.isEmpty();
    }

    public boolean[] toMaskArray() {
        boolean[] masks = new boolean[args.size()];
        mask.stream().filter(i -> i < masks.length).forEach(i -> masks[i] = true);
        return masks;
    }

    public String toStringWithQuote() {
        StringBuilder line = new StringBuilder();
        for (String arg : args) {
            line.append(line.isEmpty() ? "" : " ")
                    .append(arg.indexOf(' ') >= 0 || arg.isEmpty() ? '"' + arg + '"' : arg);
        }
        return line.toString();
    }

    @Override
    public ArgumentListBuilder clone() {
        ArgumentListBuilder copy = new ArgumentListBuilder();
        copy.args.addAll(args);
        copy.mask.or(mask);
        return copy;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < args.size(); i++) {
            String arg = mask.get(i) ? "******" : args.get(i);
            line.append(i == 0 ? "" : " ").append(arg.indexOf(' ') >= 0 || arg.isEmpty() ? '"' + arg + '"' : arg);
        }
        return line.toString();
    }
}
