package io.muster;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that holds a data folder with its database until it is ended: prints the port when both
 * are there.
 */
final class DataFolderHolder {

    private DataFolderHolder() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        try (DataFolder folder = DataFolder.open(Path.of(arguments[0]));
                DatabaseServer server =
                        DatabaseServer.start(
                                DatabaseServerTests.place(folder, PostgresAccount.find()))) {
            System.out.println(server.owner().jdbcUrl());
            System.in.read();
        }
    }
}
