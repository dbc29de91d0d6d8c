package io.muster.imports;

import io.muster.imports.JsonCells.Columns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the users of a JSON file one by one: a list of objects, or the list {@code users} of an
 * object, as Keycloak exports a realm. Everything else in the file is passed over without being
 * kept.
 *
 * <p>A member of a user is a column, and so is a member of an object in it, by its path: {@code
 * attributes.department}. A list of texts is one cell, as {@link EscapedList} writes it. Which
 * columns there are is known only at the end of the file: reading it once tells, reading it again
 * gives the rows.
 */
final class JsonRows implements FileRows {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_TEXT = 1 << 20;

    /** Short users below many columns would be rows far larger than the file. */
    private static final long MOST_CELLS = 200_000_000;

    /** Without a table of names: a million different ones would stay in it. */
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNameLength(LONGEST_NAME)
                                    .maxStringLength(LONGEST_TEXT)
                                    .build())
                    .build();

    private static final JsonMapper WITHIN = new JsonMapper(JSON);

    private final JsonParser json;
    private final Columns columns;
    private final CsvRows.Limits limits;
    private boolean begun;
    private boolean bare;
    private boolean ended;
    private long begin;
    private long users;

    private JsonRows(Reader text, Columns columns, CsvRows.Limits limits) {
        this.json = JSON.createParser(ObjectReadContext.empty(), text);
        this.columns = columns;
        this.limits = limits;
    }

    /** Reads to learn the columns and the faults; the cells of its rows stand in no order. */
    static JsonRows open(InputStream in, CsvRows.Limits limits) throws IOException {
        return new JsonRows(text(in), Columns.open(limits.columns()), limits);
    }

    /** Reads the rows, each with a cell for every column. */
    static JsonRows open(InputStream in, List<String> columns, CsvRows.Limits limits)
            throws IOException {
        return new JsonRows(text(in), Columns.of(columns), limits);
    }

    private static Reader text(InputStream in) throws IOException {
        var text =
                new PushbackReader(
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        int first = text.read();
        if (first != -1 && first != '\uFEFF') {
            text.unread(first);
        }
        return text;
    }

    @Override
    public List<String> header() {
        return columns.names();
    }

    @Override
    public void close() {
        json.close();
    }

    @Override
    public Optional<CsvRow> next() {
        if (ended) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(read());
        } catch (Hopeless hopeless) {
            return end(hopeless.code, hopeless.why);
        } catch (StreamConstraintsException _) {
            return json.streamReadContext().getNestingDepth() >= DEEPEST
                    ? end(
                            "too-deep",
                            "Objects stand in objects more than %d deep.".formatted(DEEPEST))
                    : end("cell-too-long", "A name or a value never seems to end.");
        } catch (UnexpectedEndOfInputException _) {
            return end("cut-off", "The file ends in the middle; it was not written whole.");
        } catch (StreamReadException _) {
            return end(
                    "broken-json",
                    "What stands here is not JSON, or the file was not written whole.");
        }
    }

    private Optional<CsvRow> end(String code, String message) {
        ended = true;
        return Optional.of(
                new CsvRow.Unreadable(json.currentLocation().getLineNr(), code, message));
    }

    private @Nullable CsvRow read() {
        if (!begun) {
            begun = true;
            findUsers();
        }
        JsonToken token = json.nextToken();
        while (token == JsonToken.START_OBJECT) {
            Optional<CsvRow> row = user();
            if (row.isPresent()) {
                return row.get();
            }
            token = json.nextToken();
        }
        if (token != JsonToken.END_ARRAY) {
            throw new Hopeless("not-a-user", "The list holds something that is no user.");
        }
        finish();
        ended = true;
        return null;
    }

    private void findUsers() {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_ARRAY) {
            bare = true;
            return;
        }
        if (first == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                if (passesOver()) {
                    continue;
                }
                return;
            }
        }
        throw new Hopeless("no-users", "The file holds no list \"users\".");
    }

    /** Passes over a member of the outermost object; not over the users. */
    private boolean passesOver() {
        boolean users = json.currentName().equals("users");
        if (json.nextToken() == JsonToken.START_ARRAY && users) {
            return false;
        }
        json.skipChildren();
        return true;
    }

    private void finish() {
        while (!bare && json.nextToken() == JsonToken.PROPERTY_NAME) {
            if (!passesOver()) {
                throw new Hopeless("duplicate-key", "The file holds a second list \"users\".");
            }
        }
        if (json.nextToken() != null) {
            throw new Hopeless("broken-json", "The file goes on after its end.");
        }
        if (columns.size() == 0) {
            throw new Hopeless("empty", "The file holds no rows.");
        }
    }

    private Optional<CsvRow> user() {
        begin = json.currentTokenLocation().getCharOffset();
        var cells = new JsonCells(columns, limits, json.currentTokenLocation().getLineNr());
        members(cells, "");
        users++;
        // Counted alike in both readings: the second has all columns from its first user on.
        if (users * columns.size() > MOST_CELLS) {
            throw new Hopeless(
                    "too-many-columns",
                    "Users and their different settings make more than %,d cells."
                            .formatted(MOST_CELLS));
        }
        return cells.row();
    }

    private void members(JsonCells cells, String path) {
        while (next(JsonToken.END_OBJECT) == JsonToken.PROPERTY_NAME) {
            String name = path + json.currentName();
            switch (next(JsonToken.END_OBJECT)) {
                case START_OBJECT -> members(cells, name + ".");
                case START_ARRAY -> list(cells, name);
                case VALUE_NULL -> {}
                default -> {
                    put(cells, name, json.getString());
                    if (name.equals("serviceAccountClientId")) {
                        cells.fault(
                                "service-account", "This is the account of a program, of nobody.");
                    }
                }
            }
        }
    }

    private void list(JsonCells cells, String name) {
        List<String> texts = new ArrayList<>();
        boolean credentials = name.equals("credentials");
        boolean taken = false;
        long characters = 0;
        for (JsonToken token = next(JsonToken.END_ARRAY);
                token != JsonToken.END_ARRAY;
                token = next(JsonToken.END_ARRAY)) {
            if (token == JsonToken.START_OBJECT && credentials && !taken) {
                taken = credential(cells, KeycloakCredential.read(WITHIN, texts()));
            } else if (token.isStructStart()) {
                passOver();
            } else if (token != JsonToken.VALUE_NULL) {
                characters += json.getStringLength() + 2L;
                if (characters > limits.cell()) {
                    cells.fault("cell-too-long", "A list is longer than a value may be.");
                } else {
                    texts.add(json.getString());
                }
            }
        }
        if (!texts.isEmpty()) {
            put(cells, name, texts.size() == 1 ? texts.getFirst() : EscapedList.join(texts, ';'));
        }
        if (name.equals("requiredActions") && texts.contains("UPDATE_PASSWORD")) {
            mustChange(cells);
        }
    }

    private void mustChange(JsonCells cells) {
        if (!cells.flag("credentials.temporary")) {
            throw tooManyColumns();
        }
    }

    /** Whether that was the password; Keycloak has the one in use first. */
    private boolean credential(JsonCells cells, KeycloakCredential found) {
        switch (found) {
            case KeycloakCredential.Hash(String text) -> put(cells, "credentials.hash", text);
            case KeycloakCredential.Clear(String password, boolean temporary) -> {
                put(cells, "credentials.password", password);
                if (temporary) {
                    mustChange(cells);
                }
            }
            case KeycloakCredential.Other() -> {
                return false;
            }
            case KeycloakCredential.Broken() ->
                    cells.fault(
                            "broken-credential",
                            "The password is not written as Keycloak writes one.");
        }
        return true;
    }

    /** The texts, numbers and flags of a credential. */
    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        while (next(JsonToken.END_OBJECT) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken token = next(JsonToken.END_OBJECT);
            if (token.isStructStart()) {
                passOver();
            } else if (token != JsonToken.VALUE_NULL && KeycloakCredential.MEMBERS.contains(name)) {
                texts.put(name, json.getString());
            }
        }
        return texts;
    }

    private void passOver() {
        int open = 1;
        while (open > 0) {
            JsonToken token = next(JsonToken.END_OBJECT);
            if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            } else {
                // Without a look at it a text would be passed over however long it is.
                int _ = json.getStringLength();
            }
        }
    }

    private void put(JsonCells cells, String column, String text) {
        if (!JsonCells.isReadable(column)) {
            throw new Hopeless("wrong-encoding", "The name of a setting is not in UTF-8.");
        }
        if (!cells.put(column, text)) {
            throw tooManyColumns();
        }
    }

    private Hopeless tooManyColumns() {
        return new Hopeless(
                "too-many-columns",
                "The users have more than %,d different settings.".formatted(limits.columns()));
    }

    /** The next token within a user, who ends somewhere. */
    private JsonToken next(JsonToken otherwise) {
        JsonToken token = json.nextToken();
        if (limits.hopeless(0, json.currentTokenLocation().getCharOffset() - begin)) {
            throw new Hopeless("row-too-long", "A user never seems to end.");
        }
        return token == null ? otherwise : token;
    }

    /** Ends reading: nobody can say what the rest would mean. */
    private static final class Hopeless extends RuntimeException {

        private final String code;
        private final String why;

        Hopeless(String code, String why) {
            super(why, null, false, false);
            this.code = code;
            this.why = why;
        }
    }
}
