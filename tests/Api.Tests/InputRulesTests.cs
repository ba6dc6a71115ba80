using System.Reflection;
using System.Text.RegularExpressions;
using AspireStateless.Api.Accounts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Inputs;
using AspireStateless.Api.Keys;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Visits;
using FsCheck;
using FsCheck.Fluent;

namespace AspireStateless.Api.Tests;

/// <summary>What a type accepts is what its published pattern says, over random text of the characters where they could differ.</summary>
public sealed class InputRulesTests
{
    private static readonly Gen<string> Texts =
        from length in Gen.Choose(0, 70)
        from characters in Gen.ArrayOf(Gen.Elements("aZz09-_.:/ \n\"äé٣AB1".ToCharArray()), length)
        from plain in Gen.ArrayOf(Gen.Elements("abcxyz019-".ToCharArray()), length)
        from choice in Gen.Elements(new string(characters), new string(plain), new string(plain).ToUpperInvariant(), $"\"{length}\"")
        select choice;

    [Fact]
    public void A_page_is_what_its_pattern_says() => Agrees<PageName>();

    [Fact]
    public void A_key_is_what_its_pattern_says() => Agrees<IdempotencyKey>();

    [Fact]
    public void A_user_name_is_what_its_pattern_says() => Agrees<Username>();

    [Fact]
    public void A_sku_is_what_its_pattern_says() => Agrees<Sku>();

    [Fact]
    public void A_password_is_what_its_pattern_says() => Agrees<Password>();

    [Fact]
    public void A_list_of_versions_is_what_its_pattern_says() => Agrees<IfMatch>();

    [Fact]
    public void Any_text_may_be_sent_as_a_token() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Texts.ToArbitrary(), text => TokenHeader.KeyOf(text) is null));

    private static void Agrees<T>()
        where T : class, IParsable<T> =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(Texts.ToArbitrary(), text => T.TryParse(text, null, out _) == Pattern<T>().IsMatch(text)));

    // '$' would also match before a last line break; in the ECMAScript of OpenAPI it does not.
    private static Regex Pattern<T>() => new(
        typeof(T).GetCustomAttribute<InputPatternAttribute>()!.Pattern.Replace("$", "\\z", StringComparison.Ordinal),
        RegexOptions.None,
        TimeSpan.FromSeconds(1));
}
