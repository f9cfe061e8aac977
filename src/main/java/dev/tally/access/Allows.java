package dev.tally.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says who may call a resource method. A method without it may be called by nobody. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allows {
    Permission value();

    /** The path parameter, if the path has it, that names the account acted on: it must be the caller's own. */
    String account() default "account";
}
