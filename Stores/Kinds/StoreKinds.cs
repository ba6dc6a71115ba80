using AspireStateless.Stores.Programs;

namespace AspireStateless.Stores.Kinds;

/// <summary>Decides what stands behind the stores of an application: configuration <c>Stores</c>, or what this machine has.</summary>
internal static class StoreKinds
{
    /// <exception cref="DistributedApplicationException">There is no such kind, or this machine lacks what it needs.</exception>
    public static StoreKind Of(IDistributedApplicationBuilder builder)
    {
        var wanted = builder.Configuration["Stores"];
        if (!Enum.TryParse<StoreKind>(wanted, ignoreCase: true, out var kind) || int.TryParse(wanted, out _))
        {
            kind = string.IsNullOrEmpty(wanted)
                ? MissingPrograms().Count == 0 ? StoreKind.Programs : StoreKind.Containers
                : throw new DistributedApplicationException($"Stores is '{wanted}'; it has to be Programs or Containers, or be left out.");
        }

        if (builder.ExecutionContext.IsRunMode)
        {
            var engine = Check(kind, isChosen: !string.IsNullOrEmpty(wanted));
            builder.Configuration[ContainerCli.Setting] = engine?.Program ?? builder.Configuration[ContainerCli.Setting];
            Console.WriteLine(kind == StoreKind.Programs
                ? "Stores: programs of this machine (Stores=Containers for containers)."
                : "Stores: containers (Stores=Programs for programs of this machine).");
        }

        return kind;
    }

    private static List<string> MissingPrograms() =>
        [.. new[] { ("redis-server", ProgramPath.OfRedis), ("postgresql", ProgramPath.OfPostgres) }
            .Where(program => program.Item2 is null).Select(program => program.Item1)];

    private static ContainerCli? Check(StoreKind kind, bool isChosen)
    {
        var missing = MissingPrograms();
        if (kind == StoreKind.Programs)
        {
            if (missing.Count > 0)
            {
                throw new DistributedApplicationException(
                    $"Not installed: {string.Join(", ", missing)}. Install with 'eng/install', or Debian: "
                    + $"apt-get install {string.Join(' ', missing)}; or start with --Stores=Containers, which needs Docker or Podman.");
            }

            return null;
        }

        if (ContainerCli.Find() is not { } engine)
        {
            throw new DistributedApplicationException(
                (isChosen ? "Stores=Containers needs a container engine" : $"Not installed: {string.Join(", ", missing)}")
                + ", and neither docker nor podman is on the path. Install one, or the programs: 'eng/install', or Debian: "
                + "apt-get install redis-server postgresql.");
        }

        if (!engine.Answers)
        {
            throw new DistributedApplicationException(
                $"{engine.Program} is installed, and its engine does not answer. Start it ('{engine.Program} info' says what is wrong)"
                + (missing.Count == 0 ? ", or start with --Stores=Programs." : ", or install the programs with 'eng/install'."));
        }

        return engine;
    }
}
