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
        final ArrayList<String> columns;
        final ArrayList<ArrayList<String>> rows = new ArrayList<>();

        Table(String title, List<String> columns) {
            this.title = title;
            this.columns = new ArrayList<>(columns);
        }
    }

    /** Rows that a reader may sort by any column. */
    static final class SortableTable extends Block {
        private static final long serialVersionUID = 1L;
        final String title;
        final ArrayList<String> columns;
        final ArrayList<ArrayList<Cell>> rows = new ArrayList<>();

        SortableTable(String title, List<String> columns) {
            this.title = title;
            this.columns = new ArrayList<>(columns);
        }
    }

    /** Numbers of the newest builds. */
    static final class Trend extends Block {
        private static final long serialVersionUID = 1L;
        final String title;
        final ArrayList<TrendPoint> points;

        Trend(String title, List<TrendPoint> points) {
            this.title = title;
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

    /** A cell of a table that can be sorted: a text, what it is sorted by, where it leads. */
    public static final class Cell implements Serializable {
        private static final long serialVersionUID = 1L;
        final String text;
        final Integer key;
        final String target;

        private Cell(String text, Integer key, String target) {
            this.text = text;
            this.key = key;
            this.target = target;
        }

        /** A text that is sorted as text; null is empty. */
        public static Cell of(String text) {
            return new Cell(text == null ? "" : text, null, null);
        }

        /** @return the same cell, sorted by a number */
        public Cell sortedBy(int number) {
            return new Cell(text, number, target);
        }

        /** @return the same cell as a link; a target that is no web address is left out */
        public Cell linkedTo(String address) {
            return new Cell(text, key, address);
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

    /** Adds a table; a cell that is null stays empty. */
    public Report table(String caption, List<String> columns, List<? extends List<?>> rows) {
        Table table = new Table(caption, columns);
        for (List<?> row : rows) {
            ArrayList<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell == null ? "" : cell.toString()));
            table.rows.add(cells);
        }
        blocks.add(table);
        return this;
    }

    /** Adds a table that a reader may sort by its columns; its rows are shown first as they are given. */
    public Report sortableTable(String caption, List<String> columns, List<List<Cell>> rows) {
        SortableTable table = new SortableTable(caption, columns);
        rows.forEach(row -> table.rows.add(new ArrayList<>(row)));
        blocks.add(table);
        return this;
    }

    /** Adds a chart and a table of the newest builds' numbers; each point must count the same things. */
    public Report trend(String caption, List<TrendPoint> points) {
        blocks.add(new Trend(caption, points));
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
        return title + ": " + status.label();
    }

    /** The pieces, in order. */
    List<Block> blocks() {
        return blocks;
    }
}
