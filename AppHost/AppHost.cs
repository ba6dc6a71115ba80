Console.WriteLine(new Projects.Api().ProjectPath + Projects.AppHost.ProjectPath);
