using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>Somebody's own picture.</summary>
internal static class ProfilePicture
{
    private static readonly string[] Types = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    public static object Upload(BrowserCall call)
    {
        var file = call.File("file") ?? throw ClerkError.Field("file", "form_param_nil", "Choose a picture.", "is missing");
        if (!Types.Contains(file.ContentType))
        {
            throw ClerkError.Field("file", "form_param_value_invalid", "A picture must be a PNG, JPEG, GIF or WebP file.");
        }

        using var content = new MemoryStream();
        file.CopyTo(content);
        var picture = call.Store.Put(new Picture(ClerkStore.NewId("img"), call.Now, file.ContentType, Convert.ToBase64String(content.ToArray())));
        var me = Change(call, picture.Id);
        return new { @object = "image", id = picture.Id, name = file.FileName, public_url = Avatar.Url(me, call.Origin) };
    }

    public static object Delete(BrowserCall call)
    {
        var gone = Profile.Me(call).PictureId ?? throw ClerkError.NotFound("image");
        Change(call, null);
        return new { @object = "image", id = gone, deleted = true };
    }

    private static Person Change(BrowserCall call, string? picture)
    {
        var me = Profile.Me(call);
        if (me.PictureId is { } old)
        {
            call.Store.Put(new Gone(old, call.Now));
        }

        return call.Store.Put(me with { PictureId = picture, UpdatedAt = call.Now });
    }
}
