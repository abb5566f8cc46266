using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Glean.Operations.Copying;

/// <summary>
/// The sum, modulo 2^64, of the first eight bytes of each row's SHA-256: the same whatever the order of the rows. Not a seal against
/// somebody who forges rows, but what an accident changes it shows.
/// </summary>
internal sealed class RowChecksum
{
    private readonly ArrayBufferWriter<byte> row = new();
    private ulong sum;

    public long Rows { get; private set; }

    public string Text => sum.ToString("x16", CultureInfo.InvariantCulture);

    public void Add(ReadOnlySpan<object?> cells)
    {
        row.ResetWrittenCount();
        foreach (var cell in cells)
        {
            // A length before each text keeps neighbours apart, and NULL from the empty text.
            var text = cell is null ? null : Cells.Text(cell);
            BinaryPrimitives.WriteInt32LittleEndian(row.GetSpan(sizeof(int)), text?.Length ?? -1);
            row.Advance(sizeof(int));
            Encoding.UTF8.GetBytes(text, row);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row.WrittenSpan, hash);
        unchecked
        {
            sum += BinaryPrimitives.ReadUInt64LittleEndian(hash);
        }

        Rows++;
    }
}
