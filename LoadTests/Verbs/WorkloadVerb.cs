using System.CommandLine;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.ServiceWorkloads;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>workload check | try</c>: what a workload file says, and whether a service answers it.</summary>
internal static class WorkloadVerb
{
    private static readonly Argument<string> File = new("file") { Description = "A *.workload.yaml; docs/any-service.md shows one." };
    private static readonly Option<Uri> Target = new("--target")
    {
        Description = "Where the service listens, such as http://localhost:8080.",
        Required = true,
        CustomParser = parsed =>
        {
            if (Uri.TryCreate(parsed.Tokens[0].Value, UriKind.Absolute, out var target) && target.Scheme is "http" or "https")
            {
                return target;
            }

            parsed.AddError($"'{parsed.Tokens[0].Value}' is no address: write http://localhost:8080.");
            return null;
        },
    };

    public static Command Create(TextWriter output)
    {
        var check = new Command("check", "Say what a workload file means, and what would be sent.") { File };
        check.SetAction(parsed => Check(WorkloadFile.Read(parsed.GetValue(File)!), output));
        var trial = new Command("try", "Send one of each request to a service that runs, and show what was found in the answers.")
        {
            File,
            Target,
        };
        trial.SetAction((parsed, cancellationToken) => TryAsync(
            WorkloadFile.Read(parsed.GetValue(File)!), parsed.GetValue(Target)!, output, cancellationToken));
        return new Command("workload", "Look at the workload file of a service of your own.") { check, trial };
    }

    private static int Check(WorkloadFile file, TextWriter output)
    {
        output.WriteLine(file.Start is { } start
            ? $"{file.Service}: {start.Replicas} copies of '{string.Join(' ', start.Command.Select(word => word.Text))}' in {start.Folder}"
                + $"{(start.Stores.Count > 0 ? $" with {string.Join(" and ", start.Stores)}" : "")}, ready by GET {file.Ready}"
            : $"{file.Service}: not started by us");
        output.WriteLine(file.Clients switch
        {
            { LogIn: { } logIn } => $"clients log in by {logIn.Line}",
            { KeepsCookies: true } => "clients keep cookies",
            _ => "clients are nobody in particular",
        });
        foreach (var promise in file.Promises)
        {
            output.WriteLine($"{promise.Name} ({promise.Shape.Name}, {promise.Scope switch
            {
                PromiseScope.Subject => "several that all clients share",
                PromiseScope.Client => "one of each client's own",
                _ => "one for all",
            }})");
            foreach (var (name, request) in promise.Requests)
            {
                output.WriteLine($"  {name,-10} {request.Line}{(request.Value is null ? "" : $"  its value at {request.Value}")}");
            }
        }

        return (int)ExitCode.Passed;
    }

    private static async Task<int> TryAsync(WorkloadFile file, Uri target, TextWriter output, CancellationToken cancellationToken)
    {
        using var trial = new WorkloadTrial(file, target, output);
        var wrong = await trial.RunAsync(cancellationToken);
        return wrong == 0
            ? (int)ExitCode.Passed
            : throw new BadInputException(
                $"{wrong} requests were not answered as {file.Path} says (see above).", "Mend the file, or the service, and try again.");
    }
}
