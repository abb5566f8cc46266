using System.Globalization;
using System.Text;

namespace Glean.Corpora.Feeds;

/// <summary>A node of the small part of Python that feedparser's tests are written in.</summary>
internal abstract record PythonNode
{
    public sealed record Literal(object? Value) : PythonNode;

    /// <summary>A name with its accessors, for example <c>entries</c>, 0, <c>title</c>.</summary>
    public sealed record Reference(string Name, IReadOnlyList<object> Accessors) : PythonNode;

    public sealed record Group(string Kind, IReadOnlyList<PythonNode> Nodes) : PythonNode;

    public sealed record Call(string Function, IReadOnlyList<PythonNode> Arguments) : PythonNode;

    public sealed record Operation(string Operator, PythonNode Left, PythonNode Right) : PythonNode;

    public sealed record Not(PythonNode Operand) : PythonNode;
}

/// <summary>Parses those expressions; gives null for anything beyond them.</summary>
internal sealed class PythonExpression
{
    private readonly string source;
    private int at;

    private PythonExpression(string source) => this.source = source;

    public static PythonNode? Parse(string source)
    {
        try
        {
            var parser = new PythonExpression(source);
            var node = parser.And();
            return parser.Peek() == '\0' ? node : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private PythonNode And()
    {
        var left = Not();
        while (Word("and"))
        {
            left = new PythonNode.Operation("and", left, Not());
        }

        return left;
    }

    private PythonNode Not() => Word("not") ? new PythonNode.Not(Not()) : Comparison();

    private PythonNode Comparison()
    {
        var left = Sum();
        foreach (var symbol in (ReadOnlySpan<string>)["==", "!=", ">=", "<=", ">", "<"])
        {
            if (Symbol(symbol))
            {
                return new PythonNode.Operation(symbol, left, Sum());
            }
        }

        if (Word("is"))
        {
            var negated = Word("not");
            return new PythonNode.Operation(negated ? "!=" : "==", left, Sum());
        }

        return Word("in") ? new PythonNode.Operation("in", left, Sum()) : left;
    }

    private PythonNode Sum()
    {
        var left = Atom();
        while (Symbol("+"))
        {
            var right = Atom();
            left = left is PythonNode.Literal { Value: string a } && right is PythonNode.Literal { Value: string b }
                ? new PythonNode.Literal(a + b)
                : throw new FormatException();
        }

        return left;
    }

    private PythonNode Atom()
    {
        var next = Peek();
        if (next is '\'' or '"' || (next is 'u' or 'b' or 'r' && at + 1 < source.Length && source[at + 1] is '\'' or '"'))
        {
            return new PythonNode.Literal(Text());
        }

        if (char.IsAsciiDigit(next) || next == '-')
        {
            return new PythonNode.Literal(Number());
        }

        if (Symbol("("))
        {
            var nodes = List(")", out var hadComma);
            return nodes.Count == 1 && !hadComma ? nodes[0] : new PythonNode.Group("tuple", nodes);
        }

        if (Symbol("["))
        {
            return new PythonNode.Group("list", List("]", out _));
        }

        return next == '{' ? throw new FormatException() : Name();
    }

    private List<PythonNode> List(string end, out bool hadComma)
    {
        var nodes = new List<PythonNode>();
        hadComma = false;
        while (!Symbol(end))
        {
            nodes.Add(And());
            hadComma |= Symbol(",");
        }

        return nodes;
    }

    private PythonNode Name()
    {
        var name = Identifier();
        switch (name)
        {
            case "None":
                return new PythonNode.Literal(null);
            case "True" or "False":
                return new PythonNode.Literal(name == "True" ? 1L : 0L);
        }

        if (Symbol("("))
        {
            return new PythonNode.Call(name, List(")", out _));
        }

        var accessors = new List<object>();
        while (true)
        {
            if (Symbol("["))
            {
                accessors.Add(Atom() is PythonNode.Literal { Value: { } key } ? key : throw new FormatException());
                if (!Symbol("]"))
                {
                    throw new FormatException();
                }
            }
            else if (Symbol("."))
            {
                var member = Identifier();
                if (member == "get" && Symbol("("))
                {
                    accessors.Add(List(")", out _)[0] is PythonNode.Literal { Value: string key } ? key : throw new FormatException());
                }
                else
                {
                    accessors.Add(member);
                }
            }
            else
            {
                return new PythonNode.Reference(name, accessors);
            }
        }
    }

    private string Identifier()
    {
        Peek();
        var start = at;
        while (at < source.Length && (char.IsLetterOrDigit(source[at]) || source[at] == '_'))
        {
            at++;
        }

        return at > start ? source[start..at] : throw new FormatException();
    }

    private long Number()
    {
        Peek();
        var start = at++;
        while (at < source.Length && char.IsAsciiDigit(source[at]))
        {
            at++;
        }

        return long.Parse(source.AsSpan(start, at - start), CultureInfo.InvariantCulture);
    }

    private string Text()
    {
        var output = new StringBuilder();
        do
        {
            if (source[at] is 'u' or 'b' or 'r')
            {
                at++;
            }

            var quote = source[at++];
            while (at < source.Length && source[at] != quote)
            {
                output.Append(source[at] == '\\' ? Escape() : source[at++].ToString());
            }

            at++;
        }
        while (Peek() is '\'' or '"');
        return output.ToString();
    }

    private string Escape()
    {
        var kind = source[at + 1];
        var digits = kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            var code = int.Parse(source.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            at += 2 + digits;
            return char.ConvertFromUtf32(code);
        }

        at += 2;
        return kind switch { 'n' => "\n", 't' => "\t", 'r' => "\r", '0' => "\0", _ => kind.ToString() };
    }

    private bool Symbol(string symbol)
    {
        Peek();
        if (!source.AsSpan(at).StartsWith(symbol))
        {
            return false;
        }

        at += symbol.Length;
        return true;
    }

    private bool Word(string word)
    {
        Peek();
        var end = at + word.Length;
        if (!source.AsSpan(at).StartsWith(word) || (end < source.Length && (char.IsLetterOrDigit(source[end]) || source[end] == '_')))
        {
            return false;
        }

        at = end;
        return true;
    }

    private char Peek()
    {
        while (at < source.Length && char.IsWhiteSpace(source[at]))
        {
            at++;
        }

        return at < source.Length ? source[at] : '\0';
    }
}
