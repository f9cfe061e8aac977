package dev.tally.account;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.http.FailureException;
import dev.tally.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/currency-rates}. */
@Path("/v1/currency-rates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
public class CurrencyRatesResource {
    private final Rates rates;

    CurrencyRatesResource(Rates rates) {
        this.rates = rates;
    }

    @PUT
    @Path("/{from}/{to}")
    @Allows(Permission.ADMINISTER_SERVICE)
    @Operation(
            operationId = "setCurrencyRate",
            summary = "Set what one currency is worth in another: only for the service's administrator")
    @APIResponseSchema(responseCode = "200", responseDescription = "The rate", value = RateView.class)
    public Uni<RateView> set(@PathParam("from") String from, @PathParam("to") String to, NewRate wanted) {
        String ofCurrency = Fields.currency("from", from);
        String inCurrency = Fields.currency("to", to);
        if (ofCurrency.equals(inCurrency)) {
            throw FailureException.invalid("to", "'to' must be another currency than 'from'");
        }
        return rates.set(ofCurrency, inCurrency, Fields.body(wanted)).map(RateView::of);
    }

    @GET
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "listCurrencyRates", summary = "All currency rates")
    @APIResponseSchema(responseCode = "200", responseDescription = "The rates", value = RateList.class)
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "limit")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    public Uni<RateList> list(@Context UriInfo uri) {
        return rates.list(Page.of(uri)).map(RateList::of);
    }
}
