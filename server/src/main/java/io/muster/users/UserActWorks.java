package io.muster.users;

import io.muster.access.Permission;
import io.muster.jobs.ItemWork;
import io.muster.roles.Grants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The jobs that do an act to many users, one kind for each act. */
@Configuration(proxyBeanMethods = false)
class UserActWorks {

    @Bean
    ItemWork enableUsers(UserActs acts, JsonMapper json) {
        return new UserActWork(
                "users.enable", UserAct.Enable.class, Permission.USERS_DISABLE, acts, json);
    }

    @Bean
    ItemWork disableUsers(UserActs acts, JsonMapper json) {
        return new UserActWork(
                "users.disable", UserAct.Disable.class, Permission.USERS_DISABLE, acts, json);
    }

    @Bean
    ItemWork expirePasswords(UserActs acts, JsonMapper json) {
        return new UserActWork(
                "users.expire-password",
                UserAct.ExpirePassword.class,
                Permission.USERS_PASSWORDS,
                acts,
                json);
    }

    @Bean
    ItemWork moveUsers(UserActs acts, JsonMapper json) {
        return new UserActWork("users.move", UserAct.Move.class, Permission.USERS_EDIT, acts, json);
    }

    @Bean
    ItemWork deleteUsers(UserActs acts, JsonMapper json) {
        return new UserActWork(
                "users.delete", UserAct.Delete.class, Permission.USERS_DELETE, acts, json);
    }

    @Bean
    ItemWork restoreUsers(UserActs acts, JsonMapper json) {
        return new UserActWork(
                "users.restore", UserAct.Restore.class, Permission.USERS_DELETE, acts, json);
    }

    @Bean
    ItemWork addRole(Grants grants, JsonMapper json) {
        return new UserRoleWork(UserRoleWork.ADD, Permission.GRANTS_ASSIGN, grants::addRole, json);
    }

    @Bean
    ItemWork removeRole(Grants grants, JsonMapper json) {
        return new UserRoleWork(
                UserRoleWork.REMOVE, Permission.GRANTS_REVOKE, grants::removeRole, json);
    }

    @Bean
    ItemWork propagateDefaults(UserPropagation propagation) {
        return new UserPropagation.Work(
                UserPropagation.DEFAULTS, Permission.USERS_DEFAULTS, propagation);
    }

    @Bean
    ItemWork setFields(UserPropagation propagation) {
        return new UserPropagation.Work(UserPropagation.CHOSEN, Permission.USERS_EDIT, propagation);
    }

    @Bean
    ItemWork purgeUsers(UserActs acts, JsonMapper json) {
        return new UserActWork(
                "users.purge", UserAct.Purge.class, Permission.USERS_PURGE, acts, json);
    }
}
