namespace Webinars.Nodes;

/// <summary>This node must not start beside those that run: a line for each reason.</summary>
public sealed class NotLikeOthersException(IEnumerable<string> problems) : Exception(string.Join(Environment.NewLine, problems));
