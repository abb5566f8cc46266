namespace Glean.Analysis.Evaluation;

/// <summary>Maximum bipartite matching by augmenting paths (Kuhn); the graphs here have some dozen nodes.</summary>
internal static class Matching
{
    /// <summary>For each left node the right node it is matched with, or -1.</summary>
    /// <param name="edges">The right nodes that each left node may take.</param>
    /// <param name="start">A valid matching to grow from; its matched nodes stay matched.</param>
    public static int[] Maximum(IReadOnlyList<IReadOnlyList<int>> edges, int rightCount, int[]? start = null)
    {
        var left = start is null ? [.. Enumerable.Repeat(-1, edges.Count)] : (int[])start.Clone();
        var right = new int[rightCount];
        Array.Fill(right, -1);
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] >= 0)
                right[left[i]] = i;
        }

        for (var i = 0; i < edges.Count; i++)
        {
            if (left[i] < 0)
                Augment(i, new bool[rightCount]);
        }

        return left;

        bool Augment(int node, bool[] seen)
        {
            foreach (var other in edges[node])
            {
                if (seen[other])
                    continue;
                seen[other] = true;
                if (right[other] < 0 || Augment(right[other], seen))
                {
                    left[node] = other;
                    right[other] = node;
                    return true;
                }
            }

            return false;
        }
    }
}
