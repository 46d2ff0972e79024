using Webinars.People;

namespace Webinars.Rooms.Handouts;

/// <param name="Url">Where it is: an https address of others, or a path here for a file.</param>
public sealed record Handout(long Id, DateTimeOffset At, Actor By, string Title, string Url, HandoutFile? File = null);

/// <param name="Type">Its media type, one of <see cref="FileType.All"/>.</param>
public sealed record HandoutFile(string Type, int Bytes);
