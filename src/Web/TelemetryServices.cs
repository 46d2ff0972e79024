using System.Globalization;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Webinars.Telemetry;

namespace Webinars.Web;

/// <summary>Where figures, spans and log lines go.</summary>
internal static class TelemetryServices
{
    /// <summary>Of what begins here, this part is traced, unless OTEL_TRACES_SAMPLER_ARG says another.</summary>
    private const double Sampled = 0.01;

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            builder.Logging.AddConsole(console => console.FormatterName = JsonLines.FormatterName).AddConsoleFormatter<JsonLines, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("webinars"))
            .WithMetrics(metrics => metrics
                .AddMeter(Traces.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddPrometheusExporter());

        // Without somebody to send them to there is nobody who listens, and no span is made.
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.WithTracing(traces =>
            {
                traces.AddSource(Traces.Name, "Microsoft.AspNetCore.SignalR.Server", "Microsoft.AspNetCore", "Npgsql").AddOtlpExporter();
                if (builder.Configuration["OTEL_TRACES_SAMPLER"] is null)
                {
                    traces.SetSampler(Sampler(builder.Configuration));
                }
            });
        }
    }

    /// <summary>Drawn by the trace's id, so that all nodes draw the same; a stranger who says that his request is traced is drawn like all others.</summary>
    private static ParentBasedSampler Sampler(ConfigurationManager configuration)
    {
        var part = double.TryParse(configuration["OTEL_TRACES_SAMPLER_ARG"], NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? Math.Clamp(given, 0, 1) : Sampled;
        var ratio = new TraceIdRatioBasedSampler(part);
        return new ParentBasedSampler(ratio, remoteParentSampled: ratio);
    }
}
