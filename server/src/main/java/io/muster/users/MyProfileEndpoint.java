package io.muster.users;

import io.muster.access.Actor;
import io.muster.access.SignedIn;
import io.muster.kernel.Problem;
import io.muster.kernel.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everybody's own profile, for the portal. */
@RestController
@RequestMapping("/api/v1/me/profile")
class MyProfileEndpoint {

    private final OwnProfile profiles;
    private final PhoneSwitch phones;

    MyProfileEndpoint(OwnProfile profiles, PhoneSwitch phones) {
        this.profiles = profiles;
        this.phones = phones;
    }

    /**
     * @param profile notes and external id are for administrators only and always empty here
     * @param editable the fields that the organization lets its users edit; the names to sign in
     *     with are never among them
     * @param locked whether the organization lets no corporate user edit his own profile
     */
    record MyProfile(
            @Nullable String address,
            @Nullable String logonName,
            ProfileForm profile,
            List<OwnField> editable,
            boolean locked,
            int version) {}

    /** Reads the own profile. */
    @SignedIn
    @GetMapping
    ResponseEntity<MyProfile> read(Actor actor) {
        return answer(profiles.of(actor));
    }

    /** Replaces the own profile; fields that may not be edited have to stay as they are. */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PutMapping
    ResponseEntity<MyProfile> save(
            Actor actor,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ProfileForm request) {
        Version read = Version.required(ifMatch);
        OwnProfile.Own own = profiles.of(actor);
        FieldCheck check = new FieldCheck();
        UserProfile wanted = request.checked(check, own.user().account());
        check.refuseIfFaulty();
        profiles.notEditable(own, wanted)
                .forEach(field ->
                        check.fault(field, "not-editable", "Your organization keeps this itself."));
        if (mayGiveAPhone(own)) {
            phones.check(check, own.user().profile().contact(), wanted.contact());
        }
        check.refuseIfFaulty();
        return switch (profiles.save(own, read, wanted)) {
            case UserEdit.Edited _ -> answer(profiles.of(actor));
            case UserEdit.ChangedMeanwhile _ ->
                    throw Version.changedMeanwhile(body(profiles.of(actor))).refusal();
            case UserEdit.Refused(var rule) -> throw UserProblems.broken(rule).refusal();
            case UserEdit.NotFound _,
                    UserEdit.AddressTaken _,
                    UserEdit.AddressRefused _,
                    UserEdit.LogonNameTaken _,
                    UserEdit.TooManyAliases _ ->
                    throw Problem.notFound("user").refusal();
        };
    }

    private static MyProfile body(OwnProfile.Own own) {
        User user = own.user();
        return new MyProfile(
                user.address(),
                user.logonName(),
                ProfileForm.of(user.profile().withoutRemarks()),
                own.editable(),
                own.locked(),
                user.version());
    }

    /** Nobody is asked for what only his administrators may say. */
    private static boolean mayGiveAPhone(OwnProfile.Own own) {
        return own.editable().contains(OwnField.OFFICE_PHONE)
                || own.editable().contains(OwnField.MOBILE_PHONE);
    }

    private static ResponseEntity<MyProfile> answer(OwnProfile.Own own) {
        return ResponseEntity.ok().eTag(new Version(own.user().version()).tag()).body(body(own));
    }
}
