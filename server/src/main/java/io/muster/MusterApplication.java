package io.muster;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The one process: console, API, jobs and the database it starts itself unless told of another. */
@SpringBootApplication
@Modulithic(systemName = "Muster")
public class MusterApplication {

    static void main(String[] arguments) {
        SpringApplication.run(MusterApplication.class, arguments);
    }
}
