package io.muster.mailengine;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.InputStream;
import org.apache.james.filesystem.api.FileSystem;

/** James's servers ask for a file system and, configured as here, read nothing from it. */
final class NoFiles implements FileSystem {

    @Override
    public InputStream getResource(String url) throws FileNotFoundException {
        throw new FileNotFoundException(url);
    }

    @Override
    public File getFile(String url) throws FileNotFoundException {
        throw new FileNotFoundException(url);
    }

    @Override
    public File getBasedir() throws FileNotFoundException {
        throw new FileNotFoundException("none");
    }
}
