namespace Webinars.Sandbox.Clerk;

public static class ClerkSandbox
{
    public static IServiceCollection AddClerkSandbox(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapClerkSandbox(this IEndpointRouteBuilder routes) => routes;
}
