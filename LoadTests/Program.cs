using AspireStateless.LoadTests.Verbs;

return await LoadTestsCommand.RunAsync(args, Console.Out, Console.Error);
