package io.jenkins.plugins.taskhub.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one step has to show, in the order in which it was added. All text is plain: the renderer escapes it. Made of
 * own and JDK classes that Jenkins saves with a build.
 */
public final class Report implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How it ended, in the eyes of a reader. */
    public enum Status {
        /** Done as asked. */
        GOOD("done"),
        /** Not at its end: a report of the same title takes its place. */
        BEGUN("begun"),
        /** For information; nothing was asked. */
        NEUTRAL("information"),
        /** Done, and someone should look at it. */
        WARNING("look at it"),
        /** Not done. */
        FAILED("failed");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** The word that is shown beside the colour. */
        public String label() {
            return label;
        }
    }

    /** A piece of a report. */
    abstract static class Block implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** A name and its value. */
    static final class Fact extends Block {
        private static final long serialVersionUID = 1L;
        final String name;
        final String value;

        Fact(String name, String value) {
            this.name = name;
            this.value = value;
        }
    }

    /** Rows under a heading; a row may be shorter than the heading. */
    static final class Table extends Block {
        private static final long serialVersionUID = 1L;
        final String title;
        final boolean sortable;
        final ArrayList<String> columns;
        final ArrayList<ArrayList<Cell>> rows = new ArrayList<>();

        Table(String title, boolean sortable, List<String> columns) {
            this.title = title;
            this.sortable = sortable;
            this.columns = new ArrayList<>(columns);
        }
    }

    /** Numbers of the newest builds. */
    static final class Trend extends Block {
        private static final long serialVersionUID = 1L;
        final String title;
        final ArrayList<TrendPoint> points;
        final String builds;

        Trend(String title, List<TrendPoint> points, String builds) {
            this.title = title;
            this.builds = builds;
            this.points = new ArrayList<>(points);
        }
    }

    /** Lines that keep their form; those of a diff are coloured by their first character. */
    static final class Lines extends Block {
        private static final long serialVersionUID = 1L;
        final String title;
        final String text;
        final boolean diff;

        Lines(String title, String text, boolean diff) {
            this.title = title;
            this.text = text;
            this.diff = diff;
        }
    }

    /** A reference to elsewhere. */
    static final class Link extends Block {
        private static final long serialVersionUID = 1L;
        final String text;
        final String target;

        Link(String text, String target) {
            this.text = text;
            this.target = target;
        }
    }

    /** A cell of a table: a text, what it is sorted by, where it leads, and whether someone should look at it. */
    public static final class Cell implements Serializable {
        private static final long serialVersionUID = 1L;
        final String text;
        final String note;
        final Long key;
        final String target;
        final Status status;

        private Cell(String text, String note, Long key, String target, Status status) {
            this.text = text;
            this.note = note;
            this.key = key;
            this.target = target;
            this.status = status;
        }

        /** A text that is sorted as text; null is empty. */
        public static Cell of(Object text) {
            return new Cell(text == null ? "" : text.toString(), null, null, null, null);
        }

        /** @return the same cell, sorted by a number */
        public Cell sortedBy(long number) {
            return new Cell(text, note, number, target, status);
        }

        /** @return the same cell as a link; a target that is no web address is left out */
        public Cell linkedTo(String address) {
            return new Cell(text, note, key, address, status);
        }

        /** @return the same cell with a second line that explains it; null or empty is none */
        public Cell over(String below) {
            return new Cell(text, below == null || below.isEmpty() ? null : below, key, target, status);
        }

        /** @return the same cell, marked; null marks nothing */
        public Cell marked(Status how) {
            return new Cell(text, note, key, target, how);
        }
    }

    private final String title;
    private final Status status;
    private final ArrayList<Block> blocks = new ArrayList<>();

    /** An empty report. */
    public Report(String title, Status status) {
        this.title = title;
        this.status = status;
    }

    /** Adds a name and its value; a value that is null is left out. */
    public Report fact(String name, Object value) {
        if (value != null) {
            blocks.add(new Fact(name, value.toString()));
        }
        return this;
    }

    /** Adds a table of texts and of {@link Cell}s; a cell that is null stays empty. */
    public Report table(String caption, List<String> columns, List<? extends List<?>> rows) {
        return add(new Table(caption, false, columns), rows);
    }

    /** Adds a table that a reader may sort by its columns; its rows are shown first as they are given. */
    public Report sortableTable(String caption, List<String> columns, List<? extends List<?>> rows) {
        return add(new Table(caption, true, columns), rows);
    }

    private Report add(Table table, List<? extends List<?>> rows) {
        for (List<?> row : rows) {
            ArrayList<Cell> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell instanceof Cell made ? made : Cell.of(cell)));
            table.rows.add(cells);
        }
        blocks.add(table);
        return this;
    }

    /**
     * Adds a chart and a table of the newest builds' numbers; each point must count the same things.
     *
     * @param builds what stands before a build's number in a link to it, such as {@code ../}
     */
    public Report trend(String caption, List<TrendPoint> points, String builds) {
        blocks.add(new Trend(caption, points, builds));
        return this;
    }

    /** Adds lines that keep their form. */
    public Report text(String caption, String lines) {
        blocks.add(new Lines(caption, lines, false));
        return this;
    }

    /** Adds a unified diff. */
    public Report diff(String caption, String lines) {
        blocks.add(new Lines(caption, lines, true));
        return this;
    }

    /** Adds a link; a target that is neither http(s) nor relative is shown as text. */
    public Report link(String text, String target) {
        blocks.add(new Link(text, target));
        return this;
    }

    /** What it is about. */
    public String title() {
        return title;
    }

    /** How it ended. */
    public Status status() {
        return status;
    }

    /** Title and status in one line, for the build's page. */
    public String getHeadline() {
        return VisibleText.inLog(title) + ": " + status.label();
    }

    /** Whether this only began what the other one ends. */
    boolean isBegunFor(Report end) {
        return status == Status.BEGUN && title.equals(end.title);
    }

    /** This report and what an earlier one had to show: the facts of both, then what is longer. */
    Report after(Report begun) {
        Report both = new Report(title, status);
        for (boolean facts : new boolean[] {true, false}) {
            for (Report part : facts ? List.of(begun, this) : List.of(this, begun)) {
                part.blocks.stream().filter(block -> block instanceof Fact == facts).forEach(both.blocks::add);
            }
        }
        return both;
    }

    /** The pieces, in order. */
    List<Block> blocks() {
        return blocks;
    }
}
