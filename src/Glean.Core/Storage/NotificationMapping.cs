using Glean.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Glean.Storage;

/// <summary>The tables of what is told to people: messages, and the wording of changes.</summary>
internal static class NotificationMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<Delivery>(Deliveries);
        model.Entity<ChangeWording>(Wordings);
    }

    private static void Deliveries(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.ToTable("deliveries");
        delivery.HasIndex(d => d.MessageId).IsUnique();
        delivery.HasIndex(d => new { d.State, d.NextAttemptAt });
        delivery.HasIndex(d => new { d.Channel, d.Kind, d.Id });
        delivery.Property(d => d.Payload).HasDefaultValue("{}");
        delivery.Property(d => d.State).HasDefaultValue(DeliveryState.Pending).HasSentinel(DeliveryState.Pending);
        delivery.Property(d => d.Attempts).HasDefaultValue(0);
        delivery.Property(d => d.CreatedAt).HasDefaultValueSql(Mapping.Now);
    }

    private static void Wordings(EntityTypeBuilder<ChangeWording> wording)
    {
        wording.ToTable("change_wordings");
        wording.HasKey(w => w.DiffHash);
        wording.Property(w => w.CreatedAt).HasDefaultValueSql(Mapping.Now);
    }
}
