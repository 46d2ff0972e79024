namespace Webinars.Telling.Notices;

/// <summary>How much whoever shows notices takes in a second from all nodes: a tenth below its own limits.</summary>
/// <param name="Triggers">Notices, to however many.</param>
/// <param name="Introductions">Told who somebody is.</param>
public sealed record NoticePace(double Triggers, double Introductions);
