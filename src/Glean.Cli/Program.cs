using Glean.Cli;

return await CommandLine.RunAsync(args);
