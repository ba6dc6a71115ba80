using System.Xml;
using System.Xml.Linq;

namespace AspireStateless.Api.Keys;

/// <summary>
/// What Data Protection makes of one row of the ring. One that it cannot read it would meet with an exception, and end whoever asked.
/// </summary>
internal static class KeyElement
{
    private const string Everything = "*";

    /// <summary>Parses a row.</summary>
    /// <param name="known">The ids of the keys before it; its own is added.</param>
    /// <exception cref="FormatException">Nobody can read it; the message says why.</exception>
    public static XElement Parse(string xml, ISet<Guid> known)
    {
        try
        {
            var element = XElement.Parse(xml);
            switch (element.Name.LocalName)
            {
                case "key":
                    RequireKey(element, known);
                    break;
                case "revocation":
                    RequireRevocation(element);
                    break;
                default:
                    throw new FormatException($"it is neither a key nor a revocation but '{element.Name}'");
            }

            return element;
        }
        catch (XmlException exception)
        {
            throw new FormatException("it is no XML", exception);
        }
    }

    // The names and casts of Data Protection's own XmlKeyManager, which takes no id twice.
    private static void RequireKey(XElement element, ISet<Guid> known)
    {
        var id = Guid.Parse(element.Attribute("id")?.Value ?? throw Missing("id"));
        foreach (var time in new[] { "creationDate", "activationDate", "expirationDate" })
        {
            _ = (DateTimeOffset)(element.Element(time) ?? throw Missing(time));
        }

        _ = element.Element("descriptor")?.Attribute("deserializerType") ?? throw Missing("descriptor");
        if (!known.Add(id))
        {
            throw new FormatException($"there is another key {id}");
        }
    }

    private static void RequireRevocation(XElement element)
    {
        var id = element.Element("key")?.Attribute("id")?.Value ?? throw Missing("key");
        if (id == Everything)
        {
            _ = (DateTimeOffset)(element.Element("revocationDate") ?? throw Missing("revocationDate"));
        }
        else
        {
            Guid.Parse(id);
        }
    }

    private static FormatException Missing(string part) => new($"it has no {part}");
}
