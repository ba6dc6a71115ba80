using AspireStateless.SampleService;

var behaviour = args is [var name, ..] ? name : "serve";
switch (behaviour)
{
    case "serve":
        await Service.RunAsync();
        return 0;
    case "exit":
        return int.Parse(args[1]);
    case "deaf":
        await Deaf.RunAsync();
        return 0;
    case "flood":
        Flood.Write(megabytes: int.Parse(args[1]));
        goto case "serve";
    default:
        Console.Error.WriteLine($"'{behaviour}' is no behaviour of this service: serve, exit <code>, deaf, flood <megabytes>.");
        return 64;
}
