package io.muster;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers every address of the console with its one page; the console's own router takes it from
 * there.
 */
@Configuration(proxyBeanMethods = false)
class ConsolePages implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
        // A last segment without a dot is a page, one with a dot is a file.
        for (String path : new String[] {"/{a:[^.]*}", "/{a:(?!api|actuator)[^.]*}/{*rest}"}) {
            registry.addViewController(path).setViewName("forward:/index.html");
        }
    }
}
