namespace Webinars.Sandbox.Faults;

/// <summary>The routes that a vendor itself would answer, and that may therefore fail.</summary>
internal static class FaultyRoutes
{
    private const int SecondsToWait = 2;

    /// <summary>Makes the vendor known, and the group fail while one of its faults strikes.</summary>
    /// <param name="error">The vendor's own answer for 429 and for 500. <c>Retry-After</c> is added here.</param>
    public static RouteGroupBuilder MayFail(this RouteGroupBuilder group, string vendor, Func<int, IResult> error)
    {
        var services = ((IEndpointRouteBuilder)group).ServiceProvider;
        var faults = services.GetRequiredService<FaultBoard>();
        var time = services.GetRequiredService<TimeProvider>();
        faults.Know(vendor);
        return group.AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            faults.WentDown += Cut;
            try
            {
                Cut(vendor);
                if (http.RequestAborted.IsCancellationRequested)
                {
                    return Results.Empty;
                }

                if (faults.Strikes(vendor, Fault.Slow))
                {
                    await Task.Delay(TimeSpan.FromSeconds(3 + (5 * Random.Shared.NextDouble())), time, http.RequestAborted);
                }

                if (faults.Strikes(vendor, Fault.TooManyRequests))
                {
                    http.Response.Headers.RetryAfter = $"{SecondsToWait}";
                    return error(StatusCodes.Status429TooManyRequests);
                }

                if (faults.Strikes(vendor, Fault.ServerError))
                {
                    return error(StatusCodes.Status500InternalServerError);
                }

                var lost = faults.Strikes(vendor, Fault.LostAnswer);
                try
                {
                    return await next(call);
                }
                finally
                {
                    if (lost)
                    {
                        http.Abort();
                    }
                }
            }
            finally
            {
                faults.WentDown -= Cut;
            }

            void Cut(string down)
            {
                if (down == vendor && faults.Strikes(vendor, Fault.Down))
                {
                    http.Abort();
                }
            }
        });
    }
}
