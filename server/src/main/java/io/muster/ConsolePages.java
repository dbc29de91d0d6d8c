package io.muster;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/**
 * Answers every address of the console with its one page; the console's own router takes it from
 * there.
 */
@Configuration(proxyBeanMethods = false)
class ConsolePages implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
        // At the top a name with a dot is a file; below it, all files are in assets. A file that is
        // missing there must be missing, not the page: a tab from before an upgrade may ask for it.
        for (String path :
                new String[] {"/{a:[^.]*}", "/{a:(?!api|actuator|assets)[^.]*}/{*rest}"}) {
            registry.addViewController(path).setViewName("forward:/index.html");
        }
    }

    /**
     * The names of these files hold a hash of what is in them, so they never change. Most stand
     * compressed beside themselves, smaller than the server could make them in passing.
     */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver());
    }
}
