using AspireStateless.Control;

namespace AspireStateless.Judging.Faults;

/// <summary>Whether the settings of stores make an acknowledged write survive a loss of power.</summary>
internal static class PowerLoss
{
    extension(DurabilitySettings settings)
    {
        /// <summary>Whether every acknowledged write had reached the disk.</summary>
        public bool SurvivesPowerLoss => settings.Durable == settings.Stores;

        /// <summary>How many of the stores have written what they acknowledge.</summary>
        public int Durable => (settings.Redis is { Appendonly: "yes", Appendfsync: "always" } ? 1 : 0)
            + (settings.Postgres is { Fsync: "on", SynchronousCommit: "on", FullPageWrites: "on" } ? 1 : 0);

        /// <summary>How many stores there are.</summary>
        public int Stores => settings.Postgres is null ? 1 : 2;

        public string Text =>
            (settings.Redis is { } redis ? $"Redis: appendonly {redis.Appendonly}, appendfsync {redis.Appendfsync}, save \"{redis.Save}\""
                : "Redis: unknown")
            + (settings.Postgres is { } postgres
                ? $"; Postgres: fsync {postgres.Fsync}, synchronous_commit {postgres.SynchronousCommit}, full_page_writes"
                    + $" {postgres.FullPageWrites}"
                : "");
    }
}
