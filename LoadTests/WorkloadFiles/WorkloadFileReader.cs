using System.Globalization;
using System.Text.RegularExpressions;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>Makes of a workload file what it means, or says what is wrong with it.</summary>
internal static partial class WorkloadFileReader
{
    private static readonly int[] UsualRefusals = [400, 401, 403, 404, 409, 412, 422, 429];
    private static readonly string[] Common = ["key", "client", "user", "run"];
    private static readonly string[] OfWrites = [.. Common, "value", "number", "operation"];
    private static readonly string[] OfTokens = [.. Common, "token"];

    /// <param name="path">As it is named to people; folders in it are relative to its own.</param>
    /// <exception cref="BadInputException">It is no workload file.</exception>
    public static WorkloadFile Parse(string path, string text)
    {
        var file = new FileSection(YamlTree.Parse(path, text).Map("a workload: service:, promises:"), "a workload file");
        var service = ServiceName(file.Required("service", "service: visits").Text("a name"));
        var start = file.Optional("start") is { } starting ? ServiceStartReader.Read(starting, path) : null;
        var clients = file.Optional("clients") is { } who ? Clients(who) : new ClientIdentity(false, null, null, null);
        var ready = Ready(file.Required("ready", "ready: /health").Text("a path"));
        var faults = file.Optional("faults") is { } commands ? Faults(commands) : null;
        var refusals = file.Optional("refusals") is { } said ? RequestTemplate.Statuses(said) : UsualRefusals;
        var promises = Promises(file.Required("promises", "promises: with a counter under it"), clients);
        file.End();
        if (promises.Select(promise => promise.Request(ServiceVerb.Write)!).FirstOrDefault(write =>
            write.Method == HttpMethod.Get && write.Path.Text == ready) is { } counted)
        {
            throw counted.At.Wrong($"'{counted.Line}' is what 'ready' asks for too", "Name another path that says whether a copy serves.");
        }

        return new WorkloadFile
        {
            Path = path,
            Text = text,
            Service = service,
            Start = start,
            Ready = ready,
            Faults = faults,
            Clients = clients,
            Refusals = refusals,
            Promises = promises,
        };
    }

    private static string ServiceName(FileText name) => NamePattern().IsMatch(name.Value) && !FaultTraits.IsOfStore(name.Value)
        ? name.Value
        : throw name.At.Wrong(
            $"'{name.Value}' is no name of a service",
            "Write a letter, then letters, digits and hyphens, 30 at most; redis… and postgres… are stores.");

    private static string Ready(FileText path) =>
        path.Value.StartsWith('/') ? path.Value : throw path.At.Wrong($"'{path.Value}' is no path", "Write a path: /health.");

    private static CopyCommands Faults(FileNode node)
    {
        var section = new FileSection(node.Map("commands: kill:, start:"), "faults");
        var (kill, start) = (Command("kill"), Command("start"));
        section.End();
        return new CopyCommands(kill, start);

        Template Command(string name) => Template.Of(
            section.Required(name, $"{name}: docker {name} {{replica}}").Text("a command"), ["replica"]);
    }

    private static ClientIdentity Clients(FileNode node)
    {
        if (node is FileText word)
        {
            return word.Value switch
            {
                "anonymous" => new(KeepsCookies: false, null, null, null),
                "cookies" => new(KeepsCookies: true, null, null, null),
                _ => throw word.At.Wrong(
                    $"'{word.Value}' are no clients", "Write anonymous, cookies, or log-in: with a request under it."),
            };
        }

        var section = new FileSection(node.Map("anonymous, cookies, or a map with log-in"), "clients");
        var logIn = RequestTemplate.Of(section.Required("log-in", "log-in: {request: POST /login, value: $.token}"), Common);
        var signUp = section.Optional("sign-up") is { } request ? RequestTemplate.Of(request, Common) : null;
        var keepsCookies = section.Flag("cookies") ?? false;
        var header = section.Texts("send", "one header").ToList();
        section.End();
        if (logIn.Value is null && !keepsCookies)
        {
            throw logIn.At.Wrong("the log-in yields no token", "Add where it stands, value: $.token, or cookies: true beside log-in:.");
        }

        return new ClientIdentity(keepsCookies, signUp, logIn, logIn.Value is null ? null : header switch
        {
            [] => ("Authorization", Template.Of("Bearer {token}", logIn.At, ["token"])),
            [var (name, value)] => (name.Value, Template.Of(value, ["token"])),
            _ => throw header[1].Name.At.Wrong("a token is sent in one header", "Leave the others out."),
        });
    }

    private static IReadOnlyList<FilePromise> Promises(FileNode node, ClientIdentity clients)
    {
        var map = node.Map("a map of promises by name");
        return map.Entries.Count is > 0 and <= ServiceKinds.MostPromises
            ? [.. map.Entries.Select((entry, place) => Promise(entry, place, clients))]
            : throw map.At.Wrong(
                $"there are {map.Entries.Count} promises", $"Write 1 to {ServiceKinds.MostPromises}; more go into another file.");
    }

    private static FilePromise Promise(FileEntry entry, int place, ClientIdentity clients)
    {
        var (name, node) = (entry.Key, entry.Value);
        if (!NamePattern().IsMatch(name.Value))
        {
            throw name.At.Wrong(
                $"'{name.Value}' is no name of a promise", "Write a letter, then letters, digits and hyphens, 30 at most.");
        }

        var section = new FileSection(node.Map("a promise: its kind and its requests"), $"the promise '{name.Value}'");
        var kinds = PromiseShape.All.Select(shape => shape.Name).ToList();
        var kind = section.Choice("kind", kinds)
            ?? throw section.At.Wrong($"the promise '{name.Value}' has no kind", $"Choose one of {string.Join(", ", kinds)}.");
        var shape = PromiseShape.All.Single(known => known.Name == kind);
        var requests = Requests(section, shape, clients);
        var definition = Definition(section, new PromiseDefinition(name.Value, shape.Kind, place)
        {
            AnswersCount = shape.Kind == PromiseKind.Counter && requests["increment"].Value is not null,
        });
        // By what is read: a name that is only written may stand in what all see.
        var shows = requests.GetValueOrDefault("read") ?? requests.Values.First();
        var scope = section.Choice("per", "subject", "client", "shared") switch
        {
            "client" => PromiseScope.Client,
            "shared" => PromiseScope.Shared,
            "subject" => PromiseScope.Subject,
            _ when shows.Uses("key") => PromiseScope.Subject,
            _ when shows.Uses("client") || shows.Uses("user") => PromiseScope.Client,
            _ when clients.IsAnonymous => PromiseScope.Shared,
            _ when shape.Kind is PromiseKind.Counter or PromiseKind.Once or PromiseKind.Units => throw section.At.Wrong(
                $"it does not follow whose the objects of '{name.Value}' are",
                "Add per: client, where each client has one of its own, or per: shared, where there is one for all."),
            _ => PromiseScope.Client,
        };
        section.End();
        return new FilePromise(definition, shape, requests, scope);
    }

    private static Dictionary<string, RequestTemplate> Requests(FileSection section, PromiseShape shape, ClientIdentity clients)
    {
        var requests = new Dictionary<string, RequestTemplate>(StringComparer.Ordinal);
        foreach (var request in shape.Requests)
        {
            var node = request.IsRequired ? section.Required(request.Name, $"{request.Name}: POST /path") : section.Optional(request.Name);
            if (node is not null)
            {
                requests[request.Name] = Request(node, shape, request, clients);
            }
        }

        var write = shape.Requests.First(request => request.Verb == ServiceVerb.Write).Name;
        return !requests.TryGetValue(RequestShape.Ask.Name, out var ask) || requests[write].Uses("operation")
            ? requests
            : throw ask.At.Wrong($"'{write}' has no key that 'ask' could ask for", "Use {operation} in both, such as in a header.");
    }

    private static RequestTemplate Request(FileNode node, PromiseShape shape, RequestShape request, ClientIdentity clients)
    {
        // What a client's jar holds stands in no answer, and in no request.
        var isInJar = clients.KeepsCookies && shape.YieldsTokens;
        var filled = shape.YieldsTokens && request.Verb is not ServiceVerb.Write ? OfTokens
            : request.Verb is ServiceVerb.Write or ServiceVerb.Remove || request == RequestShape.Ask ? OfWrites
            : request.Verb is null ? [.. Common, "units"]
            : Common;
        var template = RequestTemplate.Of(node, filled);
        if (request.MustHaveValue && template.Value is null && !isInJar)
        {
            throw node.At.Wrong($"'{request.Name}' does not say where its value stands", "Add it, such as value: $.count.");
        }

        if (template.Value is not null && !request.MustHaveValue && !request.MayHaveValue)
        {
            throw node.At.Wrong($"nobody asks for a value of '{request.Name}'", "Leave value: out.");
        }

        if (request.Needs.Count > 0 && !request.Needs.Any(template.Uses) && !isInJar)
        {
            throw node.At.Wrong(
                $"'{request.Name}' uses none of {string.Join(", ", request.Needs.Select(need => $"{{{need}}}"))}",
                "Put it into the path, a header or the body: what it does has to be told from what others do.");
        }

        return template.Absent.Count > 0 || (request.Verb != ServiceVerb.Read && request != RequestShape.Ask)
            ? template : template with { Absent = shape.UsuallyAbsent };
    }

    private static PromiseDefinition Definition(FileSection section, PromiseDefinition promise) => promise.Kind switch
    {
        PromiseKind.Counter => Counter(section, promise),
        PromiseKind.Units => promise with
        {
            Units = section.Number("units", 1, 1_000_000) ?? throw section.At.Wrong("it does not say how many units", "Add units: 20."),
        },
        PromiseKind.Expires => promise with
        {
            Lifetime = Lifetime(section.Required("lifetime", "lifetime: 5s").Text("a duration")),
            Sliding = section.Flag("sliding") ?? false,
        },
        _ => promise,
    };

    private static PromiseDefinition Counter(FileSection section, PromiseDefinition promise)
    {
        var answers = section.Choice("answers", "own-count", "later-count");
        if (!promise.AnswersCount && section.Optional("read") is null)
        {
            throw section.At.Wrong(
                "nothing shows the count", "Add read:, or say where it stands in the answer of increment, value: $.count.");
        }

        return answers is null || promise.AnswersCount
            ? promise with { OwnCount = answers == "own-count" }
            : throw section.At.Wrong(
                $"'answers: {answers}' is about a value, and increment has none", "Say where it stands, value: $.count, or leave it out.");
    }

    private static TimeSpan Lifetime(FileText text)
    {
        var match = DurationPattern().Match(text.Value);
        var seconds = match.Success
            ? double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * (match.Groups["unit"].Value == "m" ? 60 : 1) : 0;
        return seconds is >= 2 and <= 600
            ? TimeSpan.FromSeconds(seconds)
            : throw text.At.Wrong($"'{text.Value}' is no lifetime that a run can wait for", "Write 2s to 10m; start the service with one.");
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,29}$", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(?<number>\d{1,4}(\.\d{1,3})?)(?<unit>s|m)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DurationPattern();
}
