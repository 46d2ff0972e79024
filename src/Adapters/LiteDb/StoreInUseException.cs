namespace Webinars.Adapters.LiteDb;

/// <summary>Another process has the data file open: two cannot share it.</summary>
public sealed class StoreInUseException(string file, Exception inner)
    : Exception($"{file} is in use by another process. Stop that process, or give this one a folder of its own.", inner);
