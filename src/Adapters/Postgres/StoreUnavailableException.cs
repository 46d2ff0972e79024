namespace Webinars.Adapters.Postgres;

/// <summary>The database cannot be used as it is; the message says what whoever runs it can mend, and holds no part of the connection string but host, port and names.</summary>
public sealed class StoreUnavailableException(string message) : Exception(message);
