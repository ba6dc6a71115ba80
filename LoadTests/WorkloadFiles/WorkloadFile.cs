using AspireStateless.Judging.Promises;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>What a team says of its own service: how it is started, who its clients are, and what it promises.</summary>
internal sealed record WorkloadFile
{
    /// <summary>Where it stood, for people; a record keeps <see cref="Text"/>.</summary>
    public required string Path { get; init; }
    public required string Text { get; init; }
    public required string Service { get; init; }

    /// <summary>Null where it is attached to.</summary>
    public ServiceStart? Start { get; init; }
    public required ClientIdentity Clients { get; init; }

    /// <summary>Statuses of answers that certainly had no effect.</summary>
    public required IReadOnlyList<int> Refusals { get; init; }
    public required IReadOnlyList<FilePromise> Promises { get; init; }

    /// <summary>How a copy that is reached by its address is killed and started; null where it is not.</summary>
    public CopyCommands? Faults { get; init; }

    /// <summary>What a copy that serves answers with success.</summary>
    public required string Ready { get; init; }

    /// <exception cref="BadInputException">There is no such file, or it is not one; says where and what would be right.</exception>
    public static WorkloadFile Read(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= 4 * YamlTree.MostCharacters
                ? WorkloadFileReader.Parse(path, File.ReadAllText(path))
                : throw new BadInputException(
                    $"{path} has {length} bytes; that is no workload file.", "Name a *.workload.yaml; docs/any-service.md shows one.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException(
                $"The workload file {path} cannot be read: {failure.Message}", "Name a *.workload.yaml; docs/any-service.md shows one.");
        }
    }
}

/// <summary>How a copy of the service is started.</summary>
/// <param name="Command">The program, then its arguments.</param>
/// <param name="Folder">Absolute.</param>
/// <param name="Stores">Of <c>redis</c> and <c>postgres</c>.</param>
internal sealed record ServiceStart(
    IReadOnlyList<Template> Command, string Folder, IReadOnlyList<(string Name, Template Value)> Environment, IReadOnlyList<string> Stores,
    int Replicas)
{
    /// <summary>Whether a copy is told by its arguments where its stores are: only what its environment says can lead to a link.</summary>
    public bool NamesStoresInCommand => Command.Any(word => word.Placeholders.Any(placeholder => placeholder.Contains('.')));
}

/// <param name="Kill">With <c>{replica}</c>, the copy's name.</param>
/// <param name="Start">As <paramref name="Kill"/>.</param>
internal sealed record CopyCommands(Template Kill, Template Start);

/// <summary>Who sends the requests of one client.</summary>
/// <param name="KeepsCookies">As a browser does, each client in a jar of its own.</param>
/// <param name="SignUp">Makes a client's user; null where there is no need.</param>
/// <param name="LogIn">Yields the token that its later requests carry; null for none.</param>
/// <param name="Header">That carries it.</param>
internal sealed record ClientIdentity(
    bool KeepsCookies, RequestTemplate? SignUp, RequestTemplate? LogIn, (string Name, Template Value)? Header)
{
    public bool IsAnonymous => !KeepsCookies && LogIn is null;
}

/// <summary>One of the promises.</summary>
/// <param name="Requests">By name; see <see cref="PromiseShape"/>.</param>
internal sealed record FilePromise(
    PromiseDefinition Definition, PromiseShape Shape, IReadOnlyDictionary<string, RequestTemplate> Requests, PromiseScope Scope)
{
    private readonly Dictionary<ServiceVerb, RequestTemplate> _ofVerbs = Shape.Requests
        .Where(shape => shape.Verb is not null && Requests.ContainsKey(shape.Name))
        .ToDictionary(shape => shape.Verb!.Value, shape => Requests[shape.Name]);

    public string Name => Definition.Name;

    public RequestTemplate? Request(ServiceVerb verb) => _ofVerbs.GetValueOrDefault(verb);

    /// <summary>Null where nothing has to be made before the traffic.</summary>
    public RequestTemplate? Create => Requests.GetValueOrDefault(RequestShape.Create.Name);

    /// <summary>Null where nobody can be asked whether an operation had its effect.</summary>
    public RequestTemplate? Ask => Requests.GetValueOrDefault(RequestShape.Ask.Name);
}

/// <summary>Whose the objects of a promise are.</summary>
internal enum PromiseScope
{
    /// <summary>There are several, which all clients share.</summary>
    Subject,

    /// <summary>Each client has its own.</summary>
    Client,

    /// <summary>There is one.</summary>
    Shared,
}
