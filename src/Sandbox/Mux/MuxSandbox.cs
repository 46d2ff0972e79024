namespace Webinars.Sandbox.Mux;

public static class MuxSandbox
{
    public static IServiceCollection AddMuxSandbox(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapMuxSandbox(this IEndpointRouteBuilder routes) => routes;
}
