namespace AspireStateless.Analyzers.Tests.State;

public sealed class LocalFileTests() : RuleTests("STATE006")
{
    [Fact]
    public Task A_file_that_a_request_writes_is_seen() => SeesAsync("""
        class Uploads
        {
            public Task SaveAsync(string name, byte[] content) => [|File.WriteAllBytesAsync(Path.Combine("uploads", name), content)|];
        }
        """);

    [Fact]
    public Task A_file_that_a_handler_appends_to_is_seen() => SeesAsync("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/log", (string line) => [|File.AppendAllText("log.txt", line)|]);
        app.Run();
        """);

    [Fact]
    public Task A_stream_to_a_new_file_is_seen() => SeesAsync("""
        class Uploads(IWebHostEnvironment environment)
        {
            public async Task SaveAsync(IFormFile file)
            {
                await using var target = [|new FileStream(Path.Combine(environment.ContentRootPath, file.FileName), FileMode.Create)|];
                await file.CopyToAsync(target);
            }
        }
        """);

    [Fact]
    public Task A_writer_of_text_is_seen() => SeesAsync("""
        class Reports
        {
            public void Write(string report)
            {
                using var writer = [|new StreamWriter("report.csv")|];
                writer.Write(report);
            }
        }
        """);

    [Fact]
    public Task A_folder_that_a_request_makes_is_seen() => SeesAsync("""
        class Users
        {
            public void Create(string user) => [|Directory.CreateDirectory(Path.Combine("users", user))|];
        }
        """);

    [Fact]
    public Task A_file_that_goes_with_its_request_is_quiet() => IsQuietAsync("""
        class Converter
        {
            public byte[] Convert(byte[] content)
            {
                var path = Path.GetTempFileName();
                try
                {
                    File.WriteAllBytes(path, content);
                    return File.ReadAllBytes(path);
                }
                finally
                {
                    File.Delete(path);
                }
            }
        }
        """);

    [Fact]
    public Task A_file_that_deletes_itself_is_quiet() => IsQuietAsync("""
        class Spool
        {
            public Stream Open(string path) =>
                new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
        }
        """);

    [Fact]
    public Task Reading_is_quiet() => IsQuietAsync("""
        class Pages
        {
            public string Read(string name) => File.ReadAllText(name);

            public Stream Open(string name) => new FileStream(name, FileMode.Open);
        }
        """);

    [Fact]
    public Task What_a_start_writes_is_quiet() => IsQuietAsync("""
        File.WriteAllText("service.pid", "1");
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => "hello");
        app.Run();
        """);
}
