namespace AspireStateless.Api.Home;

/// <summary>
/// A sentence about the form that was sent before. The address carries only its code, so nobody can make the page say what they like.
/// </summary>
internal sealed record PageNote(string Text, bool IsError)
{
    private static readonly Dictionary<string, PageNote> Notes = new(StringComparer.Ordinal)
    {
        ["welcome"] = new("You are logged in.", IsError: false),
        ["logged-out"] = new("You are logged out, everywhere.", IsError: false),
        ["saved"] = new("Saved.", IsError: false),
        ["bought"] = new("Thank you. The order is yours, whatever dies now.", IsError: false),
        ["invalid-input"] = new("User names have 3 to 32 characters of a-z, 0-9 and '-'; passwords at least 8.", IsError: true),
        ["username-taken"] = new("This user name is taken.", IsError: true),
        ["wrong-credentials"] = new("User name or password is wrong.", IsError: true),
        ["too-many"] = new("Too many tries. Wait a minute.", IsError: true),
        ["not-logged-in"] = new("Your session has ended. Log in again.", IsError: true),
        ["sold-out"] = new("Not enough of this are left.", IsError: true),
        ["cart-empty"] = new("The cart is empty.", IsError: true),
        ["not-changed"] = new("That was not possible. Look at the cart and try again.", IsError: true),
    };

    /// <returns>Null for no code, and for one that is not known.</returns>
    public static PageNote? Of(string? code) => code is null ? null : Notes.GetValueOrDefault(code);
}
