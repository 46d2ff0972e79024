Console.WriteLine("fan-out");
