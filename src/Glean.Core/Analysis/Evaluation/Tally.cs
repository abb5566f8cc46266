namespace Glean.Analysis.Evaluation;

/// <summary>Counts from which precision, recall and F1 follow.</summary>
/// <param name="Matched">Predictions that a label confirms.</param>
/// <param name="Predicted">All predictions.</param>
/// <param name="Labelled">All labels.</param>
public readonly record struct Tally(int Matched, int Predicted, int Labelled)
{
    public double Precision => Predicted == 0 ? 0 : (double)Matched / Predicted;

    public double Recall => Labelled == 0 ? 0 : (double)Matched / Labelled;

    /// <summary>Harmonic mean of precision and recall; 1 when there was nothing to find and nothing was found.</summary>
    public double F1 => Predicted + Labelled == 0 ? 1 : 2.0 * Matched / (Predicted + Labelled);

    public static Tally operator +(Tally left, Tally right) =>
        new(left.Matched + right.Matched, left.Predicted + right.Predicted, left.Labelled + right.Labelled);
}
