namespace Webinars.Sandbox.Page;

public static class SandboxPage
{
    public static IEndpointRouteBuilder MapSandboxPage(this IEndpointRouteBuilder routes) => routes;
}
