namespace AspireStateless.Dashboard.Telemetry.Metrics;

/// <summary>Values by slots of time of equal length, the newest so many of them; older ones give way.</summary>
/// <param name="slotMilliseconds">Length of a slot. Slot n begins at n lengths after the Unix epoch.</param>
/// <param name="slots">Slots kept.</param>
/// <param name="width">Values of a slot.</param>
internal sealed class SlotRing(int slotMilliseconds, int slots, int width)
{
    // Which slot each place holds; no slot has number 0 but in 1970.
    private readonly long[] numbers = new long[slots];
    private readonly float[] values = new float[slots * width];

    public int SlotMilliseconds { get; } = slotMilliseconds;

    public int Slots { get; } = slots;

    public static long BytesOf(int slots, int width) => slots * (sizeof(long) + (long)sizeof(float) * width);

    /// <returns>The values of a slot; none if nothing was written to it, or if it has given way.</returns>
    public ReadOnlySpan<float> Read(long slot) => numbers[slot % Slots] == slot ? Values(slot) : default;

    /// <summary>Spreads what was counted between two moments over the slots in between, to each as much as it has of the time.</summary>
    public void Add(long from, long to, ReadOnlySpan<double> counted)
    {
        for (var slot = FirstSlot(from, to); slot <= LastSlot(to); slot++)
        {
            var begin = Math.Max(from, slot * SlotMilliseconds);
            var share = (double)(Math.Min(to, (slot + 1) * SlotMilliseconds) - begin) / (to - from);
            var target = Open(slot);
            for (var i = 0; i < width; i++)
            {
                target[i] += (float)(counted[i] * share);
            }
        }
    }

    /// <summary>Sets a value that has held between two moments.</summary>
    public void Set(long from, long to, double value)
    {
        for (var slot = FirstSlot(from, to); slot <= LastSlot(to); slot++)
        {
            Open(slot)[0] = (float)value;
        }
    }

    private long FirstSlot(long from, long to) => Math.Max(from / SlotMilliseconds, LastSlot(to) - Slots + 1);

    // A moment ends the slot before it, so a slot of which no time has passed is not begun.
    private long LastSlot(long to) => (to - 1) / SlotMilliseconds;

    private Span<float> Open(long slot)
    {
        if (numbers[slot % Slots] != slot)
        {
            numbers[slot % Slots] = slot;
            Values(slot).Clear();
        }

        return Values(slot);
    }

    private Span<float> Values(long slot) => values.AsSpan((int)(slot % Slots) * width, width);
}
