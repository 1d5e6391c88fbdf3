package io.jenkins.plugins.taskhub.scan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A text of the report that is being read, in a buffer that the next finding uses again: most are never looked at. */
final class Text implements CharSequence {
    private char[] chars = new char[64];
    private int length;

    /** Takes the value that the parser is at; null is empty. */
    void take(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            length = 0;
            return;
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new TrivyReport.NoTrivyReport(json.currentName() + " is not a text");
        }
        int wanted = json.getTextLength();
        if (wanted > chars.length) {
            chars = new char[wanted * 2];
        }
        System.arraycopy(json.getTextCharacters(), json.getTextOffset(), chars, 0, wanted);
        length = wanted;
    }

    void clear() {
        length = 0;
    }

    void set(Text other) {
        if (other.length > chars.length) {
            chars = new char[other.length];
        }
        System.arraycopy(other.chars, 0, chars, 0, other.length);
        length = other.length;
    }

    /** The text without what is beyond a number of characters. */
    String atMost(int longest) {
        return length <= longest ? toString() : new String(chars, 0, longest) + "…";
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
