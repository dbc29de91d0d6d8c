package io.muster.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Gives an answer again, to whoever still may do what it was given for. */
@Component
class KeyedAnswers implements HandlerInterceptor {

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(request.getAttribute(KeyedRequests.CLAIM) instanceof KeptAnswers.Claim claim)) {
            return true;
        }
        return switch (claim) {
            case KeptAnswers.Claim.Fresh() -> true;
            case KeptAnswers.Claim.Refused(var problem) -> throw problem.refusal();
            case KeptAnswers.Claim.Answered(var answer) -> {
                answer(answer, response);
                yield false;
            }
        };
    }

    private static void answer(KeptAnswers.Answer answer, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        if (answer.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, answer.location());
        }
        if (answer.entityTag() != null) {
            response.setHeader(HttpHeaders.ETAG, answer.entityTag());
        }
        response.getOutputStream().write(answer.body());
    }
}
