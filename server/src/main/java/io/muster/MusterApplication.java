package io.muster;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** The one process: console, API, jobs and the database it starts itself unless told of another. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Muster")
public class MusterApplication {

    static void main(String[] arguments) {
        var application = new SpringApplication(MusterApplication.class);
        application.addInitializers(new DatabaseStart());
        application.run(arguments);
    }
}
