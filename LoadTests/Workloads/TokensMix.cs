using AspireStateless.Judging.Histories;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws lives of tokens: issued here, used there, ended by a logout or a change of the password; and uses of old ones.</summary>
/// <param name="users">Whose tokens are issued and ended by logout.</param>
/// <param name="changing">Users whose passwords change.</param>
internal sealed class TokensMix(ulong seed, int users, int changing) : IMix
{
    private const int UsesPerHundred = 60;
    private const int ChangesPerHundred = 8;
    private readonly RandomStream _random = RandomStream.Of(seed, "tokens");

    public int Clients => 16;

    public PlannedOperation Next(long due, short? subject)
    {
        var drawn = _random.Next(100);
        var (kind, names) = drawn < UsesPerHundred ? (OperationKind.ReadData, users)
            : drawn < UsesPerHundred + ChangesPerHundred ? (OperationKind.ChangePassword, changing)
            : (OperationKind.LogIn, users);
        return new PlannedOperation(due, _random.Next(Clients), kind, _random.Next(names));
    }
}
