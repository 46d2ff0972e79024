namespace Webinars.LoadTests;

/// <summary>The run cannot go on; the message says to the one who started it why, and what helps.</summary>
internal sealed class RunFailedException(string message) : Exception(message);
